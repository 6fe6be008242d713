/** An answer of the Lambda API itself, in place of a function's. */
export class InvokeError extends Error {
  readonly status: number
  /** `ResourceNotFoundException`: by this SDKs make their errors. */
  readonly type: string

  constructor(status: number, type: string, message: string) {
    super(message)
    this.status = status
    this.type = type
  }
}

/** Lambda's body of an error: who is to blame, and why. */
export function errorBody({ status, message }: InvokeError): string {
  return JSON.stringify({ Type: status < 500 ? 'User' : 'Service', Message: message, message })
}
