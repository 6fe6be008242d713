export const handler = async ({ requestContext }) => ({
  statusCode: 200,
  body: 'cid' in requestContext.authorizer.jwt.claims ? 'an Okta access token' : 'another token',
})
