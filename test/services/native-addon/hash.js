const bcrypt = require('bcrypt')

exports.handler = async ({ body }) => ({
  statusCode: 200,
  body: String(await bcrypt.compare(body, await bcrypt.hash(body, 4))),
})
