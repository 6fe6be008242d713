throw new Error('this module cannot be loaded')

export async function handler() {
  return { statusCode: 200 }
}
