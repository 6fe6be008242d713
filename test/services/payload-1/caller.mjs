export const handler = async ({ version, requestContext }) => ({
  statusCode: 200,
  multiValueHeaders: { 'x-part': ['one', 'two'] },
  body: `${version} ${requestContext.authorizer.claims.token_use}`,
})
