/** Answers with the event as it came, so that it can be looked at from outside. */
export async function handler(event) {
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'x-reached': 'echo' },
    body: JSON.stringify(event),
  }
}
