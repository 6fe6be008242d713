export async function throws() {
  throw new Error('on purpose')
}

export function rejects() {
  return Promise.reject({ statusCode: 404, reason: 'on purpose, and no Error' })
}

export function exits() {
  process.exit(7)
}

export function neverAnswers() {
  return new Promise((resolve) => setTimeout(resolve, 20_000))
}

export function answersLate() {
  return new Promise((resolve) => setTimeout(() => resolve({ statusCode: 200, body: 'late' }), 33_000))
}
