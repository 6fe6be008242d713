import type { Progress } from '../plugin/system/terminal.ts'
import type { Case } from './case-shape.ts'
import type { CaseIssuer } from './issuer/case-issuer.ts'
import type { CaseResult } from './run-case.ts'
import { runCases } from './run-cases.ts'
import { createClient } from './send-request.ts'
import type { Target } from './targets/target.ts'

export interface RunTargetOptions {
  readonly cases: readonly Case[]
  readonly issuer: CaseIssuer
  readonly progress: Progress
  readonly signal: AbortSignal
}

export interface TargetRun {
  readonly target: Target
  readonly results: readonly CaseResult[]
  /** Of the cases alone, without starting and ending the target. */
  readonly tookMs: number
}

/** Above AWS's 30 s for a function. */
const timeoutMs = 35_000

/** Starts a target, tries the cases on it and ends it again. @throws what its start throws. */
export async function runTarget(target: Target, options: RunTargetOptions): Promise<TargetRun> {
  const { cases, issuer, progress, signal } = options
  progress.show(`${target.name}: starting`)
  const running = await target.start({
    apis: [...new Set(cases.map(({ api }) => api))],
    issuerOrigin: issuer.origin,
    signal,
    log: (line) => progress.show(line),
  })
  const client = createClient(timeoutMs)
  signal.addEventListener('abort', client.close)
  const startedMs = performance.now()
  let done = 0
  try {
    const { keys, issuers, rotate } = issuer
    const surroundings = { client, locate: running.locate, keys, issuers, rotate, signal }
    const results = await runCases(cases, surroundings, {
      concurrency: target.concurrency,
      onResult() {
        done += 1
        progress.show(`${target.name}: ${done} of ${cases.length} cases`)
      },
    })
    return { target, results, tookMs: performance.now() - startedMs }
  } finally {
    progress.show(`${target.name}: ending`)
    signal.removeEventListener('abort', client.close)
    client.close()
    await running.close()
  }
}
