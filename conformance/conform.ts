import { createPaint, createProgress } from '../plugin/system/terminal.ts'
import { waitForSignal } from '../plugin/system/wait-for-signal.ts'
import { UserError } from '../plugin/user-error.ts'
import type { Case } from './case-shape.ts'
import type { CaseIssuer } from './issuer/case-issuer.ts'
import { useOutsideIssuer } from './issuer/outside-issuer.ts'
import { startCaseIssuer } from './issuer/start-issuer.ts'
import type { Arguments } from './read-arguments.ts'
import { readCases } from './read-cases.ts'
import { readReference } from './read-reference.ts'
import { isMiss } from './report/count-results.ts'
import { printTable } from './report/print-table.ts'
import { writeDocs } from './report/write-docs.ts'
import { runTarget, type TargetRun } from './run-target.ts'
import { ministack } from './targets/ministack.ts'
import { ours } from './targets/ours.ts'
import { runningGateway } from './targets/running-gateway.ts'
import { serverlessOffline } from './targets/serverless-offline.ts'
import { projectDir, type Target } from './targets/target.ts'

/**
 * Runs the requested cases and prints a table for each target.
 *
 * @returns the exit code: 0, 1 when a case was missed, 130 when stopped.
 * @throws {UserError} when a target cannot be started.
 */
export async function conform(options: Arguments): Promise<number> {
  const cases = chooseCases(await readCases(), options)
  const stop = new AbortController()
  void waitForSignal().then(() => stop.abort(new Error('stopped')))
  try {
    const runs: TargetRun[] = []
    for (const name of options.targets) {
      const run = await runOne(findTarget(name, options), cases, options, stop.signal)
      stop.signal.throwIfAborted()
      process.stdout.write(`${printTable(titleOf(run), run.results, createPaint(process.stdout))}\n`)
      runs.push(run)
    }
    if (options.writeDocs) await writeDocs(projectDir, runs, await readReference())
    return exitCode(runs, options)
  } catch (error) {
    if (stop.signal.aborted) return 130
    throw error
  }
}

/** The target of a name that `readArguments` accepted: `url` is a gateway that is already running. */
function findTarget(name: string, { urls }: Arguments): Target {
  return [ours, serverlessOffline, ministack].find((target) => target.name === name) ?? runningGateway(urls)
}

/** Each target has its own issuer: keys that one run has rotated must not affect the next. */
async function runOne(
  target: Target,
  cases: readonly Case[],
  options: Arguments,
  signal: AbortSignal,
): Promise<TargetRun> {
  const issuer = await startIssuer(options)
  const progress = createProgress(process.stderr)
  try {
    return await runTarget(target, { cases, issuer, progress, signal })
  } finally {
    progress.clear()
    await issuer.close()
  }
}

function startIssuer({ issuer, issuerPort }: Arguments): Promise<CaseIssuer> {
  return issuer ? useOutsideIssuer(issuer.url, issuer.keyFile) : startCaseIssuer(issuerPort)
}

function chooseCases(cases: readonly Case[], { only, slow }: Arguments): Case[] {
  const chosen = cases
    .filter(({ takesSeconds }) => slow || takesSeconds === undefined)
    .filter(({ id, topic }) => only === undefined || id.includes(only) || topic.includes(only))
  if (chosen.length > 0) return chosen
  throw new UserError('ERR_OPTION_INVALID', `--only is "${only}"; no case has that in its id or topic.`)
}

function titleOf({ target, results, tookMs }: TargetRun): string {
  return `${target.name} (${target.describe}): ${results.length} cases in ${(tookMs / 1_000).toFixed(1)} s`
}

/** With `--write-docs` the other targets are only compared with: only ours can fail the run. */
function exitCode(runs: readonly TargetRun[], { writeDocs: isDocs }: Arguments): number {
  const judged = isDocs ? runs.filter(({ target }) => target.name === 'ours') : runs
  return judged.some(({ results }) => results.some(isMiss)) ? 1 : 0
}
