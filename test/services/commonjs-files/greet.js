exports.handler = async ({ pathParameters }) => {
  const { hello } = require(`./languages/${pathParameters.language}`)
  return { statusCode: 200, body: hello }
}
