import { stripVTControlCharacters } from 'node:util'
import { UserError } from '../user-error.ts'

const shownLines = 40

/**
 * The error of a run that did not start, with its own words.
 *
 * @param lines everything that it printed.
 */
export function startFailure(dir: string, lines: readonly string[], how: string): UserError {
  const words = ownWords(lines.map((line) => stripVTControlCharacters(line)))
  const text =
    words.length > 0 ? `:\n\n${words.map((line) => `  ${line}`).join('\n')}` : ' and printed nothing.'
  return new UserError('ERR_START_FAILED', `serverless local in ${dir} ${how}${text}`)
}

/** What Serverless prints below `Error:`, up to its line about the environment; else the last lines. */
function ownWords(lines: readonly string[]): readonly string[] {
  const start = lines.findLastIndex((line) => /^\s*(✖\s*)?\w*Error:?\s*$/.test(line))
  const after = lines.slice(start + 1)
  const end = after.findIndex((line) => /^\s*(Environment|Docs|Support|Bugs):/.test(line))
  const words = start === -1 ? lines.slice(-shownLines) : after.slice(0, end === -1 ? shownLines : end)
  return trimmed(words)
}

function trimmed(lines: readonly string[]): readonly string[] {
  const isFull = (line: string) => line.trim() !== ''
  return lines.slice(lines.findIndex(isFull), lines.findLastIndex(isFull) + 1)
}
