/**
 * An error that the person at the terminal can fix. The message says what was found, what was expected and what to do;
 * `code` is stable.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
