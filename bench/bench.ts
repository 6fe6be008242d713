/**
 * The figures, compared with those of named peers.
 *
 *   npm run bench -- --help
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPaint, createProgress } from '../plugin/system/terminal.ts'
import { UserError } from '../plugin/user-error.ts'
import { installPeers } from './install-peers.ts'
import type { Target } from './measure/measurement.ts'
import { stopGroups } from './measure/process-group.ts'
import { parts } from './parts/parts.ts'
import { type Arguments, readArguments, usage } from './read-arguments.ts'
import { writeDocs } from './report/docs.ts'
import { printPart, printTargets } from './report/print.ts'
import { keepResult } from './report/results.ts'

const projectDir = join(import.meta.dirname, '..')
const exitCodes = { met: 0, missed: 1, usage: 2, failed: 3, stopped: 130 }

async function main(): Promise<number> {
  const asked = read(process.argv.slice(2))
  if (!asked) return exitCodes.usage
  if (asked.help) {
    process.stdout.write(usage)
    return exitCodes.met
  }
  const workDir = await mkdtemp(join(tmpdir(), 'claimcheck-bench-'))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(workDir))
  try {
    return await runParts(asked, workDir)
  } catch (error) {
    if (stopping) return exitCodes.stopped
    if (!(error instanceof UserError)) throw error
    process.stderr.write(`${error.message}\n`)
    return exitCodes.failed
  } finally {
    await rm(workDir, { recursive: true, force: true })
  }
}

/** After Ctrl-C every failure is a consequence of it. */
let stopping = false

/** Ctrl-C or kill: ends what was started, then removes what it wrote. A second one exits at once. */
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
    if (!(error instanceof UserError)) throw error
    process.stderr.write(`${error.message}\n\n${usage}`)
    return undefined
  }
}

async function runParts(asked: Arguments, workDir: string): Promise<number> {
  const progress = createProgress(process.stderr)
  const paint = createPaint(process.stdout)
  const peersDir = await installPeers(projectDir, progress.step)
  const run = { projectDir, peersDir, workDir, rounds: asked.rounds, quick: asked.quick, progress }
  const targets: Target[] = []
  for (const name of asked.parts) {
    const result = await parts[name].measure(run)
    process.stdout.write(printPart(name, result, paint))
    // After each part, so that a part that cannot be measured does not lose the figures of the others.
    if (asked.write) await writeDocs(projectDir, await keepResult(projectDir, name, result, new Date()))
    targets.push(...result.targets)
  }
  process.stdout.write(printTargets(targets, paint))
  return exitCodeOf(targets)
}

function exitCodeOf(targets: readonly Target[]): number {
  return targets.every(({ met }) => met) ? exitCodes.met : exitCodes.missed
}

process.exitCode = await main()
