exports.handler = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false
  callback(null, { statusCode: 200, body: 'Hello' })
}
