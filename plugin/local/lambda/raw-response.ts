/**
 * A response that a function has written as it likes: an executable, or a handler that streams. What is not JSON becomes a JSON text of it,
 * because an HTTP API answers both alike in payload format 2.0: a 200 with that text, as `application/json`.
 *
 * @param text empty for none.
 */
export function toJsonText(text: string): string {
  if (text === '') return 'null'
  try {
    JSON.parse(text)
    return text
  } catch {
    return JSON.stringify(text)
  }
}
