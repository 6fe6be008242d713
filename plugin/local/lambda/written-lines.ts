import { stripVTControlCharacters } from 'node:util'
import { printableLine } from '../log/printable-line.ts'

/** The last lines that functions wrote while one request was handled, in the order in which they came. */
export interface WrittenLines {
  add(functionKey: string, line: string): void
  /** Oldest first, as they may go to any screen; each begins with its function's name where several wrote. */
  lines(): readonly string[]
  /** How many older ones are not kept. */
  dropped(): number
  /** Of what is kept, in UTF-16 units. */
  length(): number
}

const maxLines = 200
/** UTF-16 units. A line that is longer than this is cut. */
const maxLength = 65_536
const cutMark = ' ... (cut)'

type Written = readonly [functionKey: string, line: string]

/** Costs nothing until something is written. Keeps the last 200 lines, 64 k characters at most. */
export function createWrittenLines(): WrittenLines {
  let kept: Written[] | undefined
  let length = 0
  let droppedCount = 0

  return {
    add(functionKey, line) {
      const cut = line.length > maxLength ? `${line.slice(0, maxLength - cutMark.length)}${cutMark}` : line
      kept ??= []
      kept.push([functionKey, cut])
      length += cut.length
      while (kept.length > maxLines || length > maxLength) {
        length -= kept.shift()?.[1].length ?? 0
        droppedCount += 1
      }
    },
    lines: () => show(kept ?? []),
    dropped: () => droppedCount,
    length: () => length,
  }
}

/** Without the colours that are meant for a terminal. */
function show(kept: readonly Written[]): string[] {
  const isOne = new Set(kept.map(([functionKey]) => functionKey)).size < 2
  return kept.map(([functionKey, line]) => {
    const text = printableLine(stripVTControlCharacters(line), false)
    return isOne ? text : `[${functionKey}] ${text}`
  })
}
