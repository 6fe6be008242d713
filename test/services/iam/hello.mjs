export const handler = async ({ requestContext }) => ({
  statusCode: 200,
  body: Object.keys(requestContext.authorizer ?? {}).join(),
})
