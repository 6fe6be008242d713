exports.handler = async () => ({ statusCode: 200, body: `offline: ${process.env.IS_OFFLINE}` })
