import type { WorkerFailure } from './worker-messages.ts'

/** Puts whatever was thrown into Lambda's words; a thrown value that is no error keeps its text. */
export function describeFailure(thrown: unknown): WorkerFailure {
  if (!(thrown instanceof Error)) {
    return { errorType: typeof thrown, errorMessage: String(thrown), stack: undefined }
  }
  return { errorType: thrown.name, errorMessage: thrown.message, stack: thrown.stack }
}
