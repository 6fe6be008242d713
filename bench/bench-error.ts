/** Ends a run: the figures would mean nothing. The message says why and, where something can be done, what. */
export class BenchError extends Error {
  override readonly name = 'BenchError'
}
