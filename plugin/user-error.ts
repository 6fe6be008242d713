/**
 * What went wrong in a way that the person at the terminal can mend. The message says what was found, what was
 * wanted and what to do; `code` is stable.
 */
export class LocalError extends Error {
  override readonly name = 'LocalError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
