/**
 * The figures, beside named peers.
 *
 *   npm run bench -- --help
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPaint, type Paint } from '../conformance/report/paint.ts'
import { LocalError } from '../local/local-error.ts'
import { installPeers } from './install-peers.ts'
import type { PartResult, Target } from './measure/measurement.ts'
import { stopGroups } from './measure/process-group.ts'
import type { RunContext } from './measure/run-context.ts'
import { type PartName, parts } from './parts/parts.ts'
import { type Arguments, readArguments, usage } from './read-arguments.ts'
import { writeDocs } from './report/docs.ts'
import { printPart, printTargets } from './report/print.ts'
import { createReport } from './report/progress.ts'
import { keepResults } from './report/results.ts'

const projectDir = join(import.meta.dirname, '..')
const exitCodes = { held: 0, missed: 1, usage: 2, failed: 3, stopped: 130 }

async function main(): Promise<number> {
  const asked = read(process.argv.slice(2))
  if (!asked) return exitCodes.usage
  if (asked.help) {
    process.stdout.write(usage)
    return exitCodes.held
  }
  const workDir = await mkdtemp(join(tmpdir(), 'claimcheck-bench-'))
  process.once('SIGINT', () => void stop(workDir))
  try {
    return await runParts(asked, workDir)
  } catch (error) {
    if (stopping) return exitCodes.stopped
    if (!(error instanceof LocalError)) throw error
    process.stderr.write(`${error.message}\n`)
    return exitCodes.failed
  } finally {
    await rm(workDir, { recursive: true, force: true })
  }
}

/** From Ctrl-C on, whatever fails fails because of it. */
let stopping = false

/** Ctrl-C: what was started ends first, then what it wrote goes. A second one ends at once. */
async function stop(workDir: string): Promise<never> {
  stopping = true
  process.once('SIGINT', () => process.exit(exitCodes.stopped))
  await stopGroups()
  await rm(workDir, { recursive: true, force: true })
  process.exit(exitCodes.stopped)
}

function read(args: readonly string[]): Arguments | undefined {
  try {
    return readArguments(args)
  } catch (error) {
    if (!(error instanceof LocalError)) throw error
    process.stderr.write(`${error.message}\n\n${usage}`)
    return undefined
  }
}

async function runParts(asked: Arguments, workDir: string): Promise<number> {
  const report = createReport(process.stderr)
  const paint = createPaint(process.stdout)
  const peersDir = await installPeers(projectDir, report.step)
  const run = { projectDir, peersDir, workDir, rounds: asked.rounds, quick: asked.quick, report }
  const results = await measure(asked.parts, run, paint)
  const targets = [...results.values()].flatMap((result) => result.targets)
  process.stdout.write(printTargets(targets, paint))
  if (asked.write) await writeDocs(projectDir, await keepResults(projectDir, results, new Date()))
  return exitCodeOf(targets)
}

async function measure(
  names: readonly PartName[],
  run: RunContext,
  paint: Paint,
): Promise<Map<PartName, PartResult>> {
  const results = new Map<PartName, PartResult>()
  for (const name of names) {
    const result = await parts[name].measure(run)
    results.set(name, result)
    process.stdout.write(printPart(name, result, paint))
  }
  return results
}

function exitCodeOf(targets: readonly Target[]): number {
  return targets.every(({ held }) => held) ? exitCodes.held : exitCodes.missed
}

process.exitCode = await main()
