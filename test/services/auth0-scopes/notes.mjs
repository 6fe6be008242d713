export const handler = async ({ requestContext }) => ({
  statusCode: 200,
  body: requestContext.authorizer.jwt.claims.iss.endsWith('/') ? 'issuer ends in a slash' : 'it does not',
})
