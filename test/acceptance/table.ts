import type { EventData } from 'node:test'
import { styleText } from 'node:util'

/** How a row of the table ended. */
export interface Row {
  readonly result: 'passed' | 'failed' | 'not checked' | 'differs'
  readonly name: string
  readonly durationMs: number
  /** Why it failed, was not checked or differs. */
  readonly reason: string | undefined
}

type Ended = EventData.TestPass | EventData.TestFail

/** The row of an ended check; undefined for the group around it. */
export function rowOf(event: Ended): Row | undefined {
  const { details, name, skip } = event
  if (details.type === 'suite') return undefined
  const durationMs = details.duration_ms
  if ('error' in details) return { result: 'failed', name, durationMs, reason: reasonOf(details.error) }
  if (skip === undefined) return { result: 'passed', name, durationMs, reason: undefined }
  const reason = String(skip)
  const differs = reason.startsWith('differs here')
  return { result: differs ? 'differs' : 'not checked', name, durationMs, reason }
}

const marks = {
  passed: ['ok', 'green'],
  failed: ['FAILED', 'red'],
  'not checked': ['not checked', 'yellow'],
  differs: ['differs', 'yellow'],
} as const

/** One line, and a second one with the reason if there is any. */
export function formatRow({ result, name, durationMs, reason }: Row): string {
  const [word, color] = marks[result]
  const time = `${Math.round(durationMs)} ms`.padStart(8)
  const line = `  ${styleText(color, word.padEnd(11))}  ${name.padEnd(72)} ${time}`
  return reason === undefined ? line : `${line}\n${indent(reason)}`
}

/** The closing line: the counts, in the words of the rows. */
export function formatSummary(rows: readonly Row[]): string {
  const count = (wanted: Row['result']) => rows.filter(({ result }) => result === wanted).length
  const [differ, unchecked] = [count('differs'), count('not checked')]
  return [
    `${count('passed')} passed, ${count('failed')} failed`,
    ...(differ > 0 ? [`${differ} ${differ === 1 ? 'differs' : 'differ'} from AWS at this target`] : []),
    ...(unchecked > 0 ? [`${unchecked} not checked`] : []),
  ].join(', ')
}

function reasonOf(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error
  const network = cause.cause instanceof Error ? ` (${cause.cause.message})` : ''
  return `${cause.message.trim()}${network}`
}

function indent(text: string): string {
  return text.replace(/^/gm, ' '.repeat(15))
}
