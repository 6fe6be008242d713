import { styleText } from 'node:util'
import { isFinding, type PreflightResult } from './preflight-result.ts'

type Kind = PreflightResult['kind']

const colours = { passed: 'green', skipped: 'gray', warning: 'yellow', error: 'red' } as const
const words: Readonly<Record<Kind, string>> = {
  passed: 'ok',
  skipped: 'skipped',
  warning: 'warning',
  error: 'error',
}
const width = 'warning'.length

/** Preflight's results for a terminal: one line each, and how to fix a finding. Colour only on a terminal. */
export function formatReport(results: readonly PreflightResult[], stream: NodeJS.WritableStream): string {
  return results.flatMap((result) => describe(result, stream)).join('\n')
}

function describe(result: PreflightResult, stream: NodeJS.WritableStream): string[] {
  const word = styleText(colours[result.kind], words[result.kind].padEnd(width), { stream })
  const indent = ' '.repeat(2 + width + 2)
  if (result.kind === 'skipped') return [`  ${word}  ${result.what}: ${result.why}.`]
  if (!isFinding(result)) return [`  ${word}  ${result.what}.`]
  return [
    `  ${word}  ${result.what} [${result.code}]`,
    `${indent}Why: ${result.why}`,
    `${indent}Fix: ${result.fix}`,
  ]
}
