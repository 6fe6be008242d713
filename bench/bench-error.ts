import { UserError } from '../plugin/user-error.ts'

/** Ends a run: the figures would mean nothing. The message says why and, where something can be done, what. */
export class BenchError extends UserError {
  constructor(message: string) {
    super('ERR_BENCH_IMPOSSIBLE', message)
  }
}
