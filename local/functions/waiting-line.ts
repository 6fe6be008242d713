/** Events that wait for an instance, the first come first. */
export interface WaitingLine<Lease> {
  readonly length: number
  /** How long the first of them has waited, milliseconds; 0 when nobody does. */
  firstWaitedMs(): number
  /** Settles with what `serve` gives, or with `whenLate` after `maxWaitMs`. */
  join(): Promise<Lease>
  /** Gives it to the first; false when nobody waits. */
  serve(lease: Lease): boolean
}

export interface WaitingLineOptions<Lease> {
  readonly maxWaitMs: number
  readonly whenLate: Lease
}

interface Waiting<Lease> {
  readonly lend: (lease: Lease) => void
  readonly sinceMs: number
}

export function createWaitingLine<Lease>(options: WaitingLineOptions<Lease>): WaitingLine<Lease> {
  const line: Waiting<Lease>[] = []
  return {
    get length() {
      return line.length
    },
    firstWaitedMs: () => (line[0] ? performance.now() - line[0].sinceMs : 0),
    join() {
      const { promise, resolve } = Promise.withResolvers<Lease>()
      const timer = setTimeout(() => {
        line.splice(line.indexOf(entry), 1)
        resolve(options.whenLate)
      }, options.maxWaitMs)
      const lend = (lease: Lease) => {
        clearTimeout(timer)
        resolve(lease)
      }
      const entry = { lend, sinceMs: performance.now() }
      line.push(entry)
      return promise
    },
    serve(lease) {
      const first = line.shift()
      first?.lend(lease)
      return first !== undefined
    },
  }
}
