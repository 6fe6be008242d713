const { COLOUR, FIRST, SIZE, ADDRESS, SHARED } = process.env

export const handler = async () => ({
  statusCode: 200,
  body: [COLOUR, FIRST, SIZE, ADDRESS, SHARED].join(' '),
})
