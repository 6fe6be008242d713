const { hello } = require('greetings')
const { volume } = require('/opt/shared/settings')

exports.handler = async () => ({ statusCode: 200, body: `${hello}, ${volume}` })
