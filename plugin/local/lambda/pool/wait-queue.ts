/** Events that wait for an instance, the first come first. */
export interface WaitQueue<Lease> {
  readonly length: number
  /** How long the first of them has waited, milliseconds; 0 when nobody does. */
  firstWaitedMs(): number
  /** Calls back with what `serve` gives, or with `whenLate` after `maxWaitMs`. @param isFirst before all others */
  join(lend: (lease: Lease) => void, isFirst: boolean): void
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
  readonly timer: NodeJS.Timeout
}

export function createWaitingLine<Lease>({
  maxWaitMs,
  whenLate,
}: WaitingLineOptions<Lease>): WaitQueue<Lease> {
  const line: Waiting<Lease>[] = []

  function waiting(lend: (lease: Lease) => void): Waiting<Lease> {
    const entry = { lend, sinceMs: performance.now(), timer: setTimeout(leave, maxWaitMs) }
    function leave(): void {
      line.splice(line.indexOf(entry), 1)
      lend(whenLate)
    }
    return entry
  }

  return {
    get length() {
      return line.length
    },
    firstWaitedMs: () => (line[0] ? performance.now() - line[0].sinceMs : 0),
    join(lend, isFirst) {
      if (isFirst) line.unshift(waiting(lend))
      else line.push(waiting(lend))
    },
    serve(lease) {
      const first = line.shift()
      clearTimeout(first?.timer)
      first?.lend(lease)
      return first !== undefined
    },
  }
}
