export const handler = async ({ pathParameters }) => {
  const { hello } = await import(`./languages/${pathParameters.language}.mjs`)
  return { statusCode: 200, body: hello }
}
