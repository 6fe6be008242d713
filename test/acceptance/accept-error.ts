/** What the person who runs the acceptance suite can fix: the message says what was found and what to do. */
export class AcceptError extends Error {
  override readonly name = 'AcceptError'
}
