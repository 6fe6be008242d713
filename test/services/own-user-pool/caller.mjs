export const handler = async ({ requestContext }) => ({
  statusCode: 200,
  body: requestContext.authorizer.jwt.claims.token_use,
})
