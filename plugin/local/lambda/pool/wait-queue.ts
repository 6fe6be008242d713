import type { Clock } from '../clock.ts'

/** Events that wait for an instance, the first come first. */
export interface WaitQueue<Turn> {
  readonly length: number
  /** How long the first of them has waited, milliseconds; 0 when nobody does. */
  firstWaitedMs(): number
  /** Calls back with what `dequeue` gives, or with `whenLate` after `maxWaitMs`. @param isFirst before all others */
  enqueue(onTurn: (turn: Turn) => void, isFirst: boolean): void
  /** Gives it to the first; false when nobody waits. */
  dequeue(turn: Turn): boolean
}

export interface WaitQueueOptions<Turn> {
  readonly maxWaitMs: number
  readonly whenLate: Turn
  readonly clock: Clock
}

interface Waiting<Turn> {
  readonly onTurn: (turn: Turn) => void
  readonly sinceMs: number
  readonly cancel: () => void
}

export function createWaitQueue<Turn>({
  maxWaitMs,
  whenLate,
  clock,
}: WaitQueueOptions<Turn>): WaitQueue<Turn> {
  const line: Waiting<Turn>[] = []

  function waiting(onTurn: (turn: Turn) => void): Waiting<Turn> {
    const entry = { onTurn, sinceMs: clock.nowMs(), cancel: clock.after(maxWaitMs, leave) }
    function leave(): void {
      line.splice(line.indexOf(entry), 1)
      onTurn(whenLate)
    }
    return entry
  }

  return {
    get length() {
      return line.length
    },
    firstWaitedMs: () => (line[0] ? clock.nowMs() - line[0].sinceMs : 0),
    enqueue(onTurn, isFirst) {
      if (isFirst) line.unshift(waiting(onTurn))
      else line.push(waiting(onTurn))
    },
    dequeue(turn) {
      const first = line.shift()
      first?.cancel()
      first?.onTurn(turn)
      return first !== undefined
    },
  }
}
