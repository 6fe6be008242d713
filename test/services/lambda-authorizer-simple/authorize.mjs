export const handler = async ({ headers }) => ({
  isAuthorized: headers['x-code'] === 'sesame',
  context: { door: 'front', opened: 1 },
})
