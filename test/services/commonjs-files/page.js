const { readFileSync } = require('node:fs')
const { join } = require('node:path')

exports.handler = async () => ({
  statusCode: 200,
  headers: { 'content-type': 'text/html' },
  body: readFileSync(join(__dirname, 'page.html'), 'utf8'),
})
