export const handler = async ({ routeKey, pathParameters }) => ({
  statusCode: 200,
  body: `${routeKey} ${pathParameters?.proxy ?? ''}`,
})
