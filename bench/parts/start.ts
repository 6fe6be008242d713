import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { functionEnvironment } from '../contenders/environment.ts'
import { claimcheck, offline } from '../contenders/names.ts'
import { claimcheckService, offlineService, type StartableService } from '../contenders/profile-services.ts'
import { atMost, type Measurement, type PartResult, ratioOf } from '../measure/measurement.ts'
import { startProfileTables } from '../measure/profile-table.ts'
import { runRounds } from '../measure/rounds.ts'
import type { RunContext } from '../measure/run-context.ts'
import { startServer } from '../measure/running-server.ts'
import { startToFirst200 } from '../measure/start-to-first-200.ts'
import { median } from '../measure/statistics.ts'

/**
 * Milliseconds from the command to the first 200 of `GET /profile`: `npm start`, with issuer, table and console, compared
 * with serverless-offline, whose table already runs and whose tokens need no issuer. Then how long `claimcheck token` takes.
 */
export async function measureStart(run: RunContext): Promise<PartResult> {
  const tables = await startProfileTables(join(run.workDir, 'start-table'), [
    functionEnvironment.PROFILE_TABLE,
  ])
  try {
    const ours = await claimcheckService(run)
    const starts = await measureStarts(run, ours, await offlineService(run, tables.endpoint))
    const tokens = await measureTokens(run, ours)
    const tokenMs = median(tokens.samples[tokenCommand] ?? [])
    return {
      measurements: [starts, tokens],
      targets: [
        atMost(
          'npm start to first 200, compared with serverless-offline',
          ratioOf(starts, claimcheck, offline),
          1.5,
        ),
        atMost(tokenCommand, tokenMs, 200, ' ms'),
      ],
    }
  } finally {
    await tables.close()
  }
}

const tokenCommand = 'claimcheck token'

async function measureStarts(
  run: RunContext,
  ...services: readonly Parameters<typeof startToFirst200>[0][]
): Promise<Measurement> {
  const rounds = roundsOf(run)
  run.progress.step(`start: to the first 200, ${rounds} rounds`)
  const runners = services.map((each) => ({ name: each.name, measure: () => startToFirst200(each) }))
  const samples = await runRounds(runners, rounds, (round, name) =>
    run.progress.show(`start: round ${round + 1} of ${rounds}, ${name}`),
  )
  run.progress.clear()
  return { title: 'From the command to the first 200', unit: 'ms', floor: offline, samples }
}

async function measureTokens(run: RunContext, service: StartableService): Promise<Measurement> {
  const rounds = roundsOf(run)
  run.progress.step(`start: ${tokenCommand}, ${rounds} rounds`)
  const { stop } = await startServer(service.command, service.cwd, service.url)
  try {
    const runner = { name: tokenCommand, measure: () => tokenMs(run.projectDir, service.stateDir) }
    const samples = await runRounds([runner], rounds)
    return { title: 'A token, when the service runs', unit: 'ms', floor: tokenCommand, samples }
  } finally {
    await stop()
  }
}

async function tokenMs(projectDir: string, stateDir: string): Promise<number> {
  const begin = performance.now()
  const program = join(projectDir, 'node_modules', '.bin', 'claimcheck')
  await promisify(execFile)(program, ['token', '--state', stateDir], { cwd: projectDir })
  return performance.now() - begin
}

function roundsOf({ rounds, quick }: RunContext): number {
  return rounds ?? (quick ? 1 : 7)
}
