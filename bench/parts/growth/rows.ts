import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { functionEnvironment } from '../../contenders/environment.ts'
import { storedProfile } from '../../contenders/resolved-store.ts'
import { assertSameAnswers } from '../../measure/compare-answers.ts'
import { makeEvents } from '../../measure/events.ts'
import type { PartResult } from '../../measure/measurement.ts'
import { packageFunction } from '../../measure/package-function.ts'
import { startProfileTables, writeProfiles } from '../../measure/profile-table.ts'
import { runRounds, type Samples } from '../../measure/rounds.ts'
import type { RunContext } from '../../measure/run-context.ts'
import { startWarmProcess, type WarmProcess } from '../../measure/warm-process.ts'
import { growthTargets } from './grown.ts'

const smallest = 10
const tableName = (size: number) => `profiles-${size}`
const describe = (size: number) => `${size.toLocaleString('en')} profiles`

/** GET /profile of the packaged function, warm, with tables of different sizes. */
export async function measureRows(run: RunContext): Promise<PartResult> {
  const sizes = [smallest, 1000, run.quick ? 2000 : 100_000]
  const tables = await startProfileTables(join(run.workDir, 'growth-table'), sizes.map(tableName))
  const processes: WarmProcess[] = []
  try {
    const events = (await makeEvents(run.projectDir)).get.slice(0, smallest)
    const eventsFile = join(run.workDir, 'growth-events.json')
    await writeFile(eventsFile, JSON.stringify({ get: events }))
    const get = await packageGet(run)
    for (const size of sizes) {
      run.progress.step(`growth: writing ${describe(size)}`)
      await writeProfiles(tables, tableName(size), keysFor(events, size), storedProfile)
      const environment = { AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint, PROFILE_TABLE: tableName(size) }
      const env = { ...functionEnvironment, ...environment }
      const files = { get, validPost: get, refusedPost: get }
      processes.push(await startWarmProcess({ name: describe(size), eventsFile, files, env }))
    }
    return judge(await timeAll(run, processes))
  } finally {
    for (const each of processes) each.stop()
    await tables.close()
  }
}

async function packageGet({ projectDir, workDir }: RunContext): Promise<string> {
  const outDir = join(workDir, 'growth-package')
  await mkdir(outDir, { recursive: true })
  return packageFunction(projectDir, 'src/profile/get-profile-info.handler', outDir)
}

/** The callers of the events, and others up to `size`. */
function keysFor(events: readonly string[], size: number): string[] {
  const callers = events.map((event) => {
    const { iss, sub } = JSON.parse(event).requestContext.authorizer.jwt.claims
    return `${iss}#${sub}`
  })
  const others = Array.from(
    { length: size - callers.length },
    (_, index) => `https://example.com/#other-${index}`,
  )
  return [...callers, ...others]
}

async function timeAll(run: RunContext, processes: readonly WarmProcess[]): Promise<Samples> {
  const rounds = run.rounds ?? (run.quick ? 3 : 15)
  const roundMs = run.quick ? 100 : 500
  await assertSameAnswers(
    'growth, GET /profile',
    processes.map(({ name, answer }) => ({ name, answer: () => answer('get') })),
  )
  run.progress.step(`growth: GET with each table, ${rounds} rounds`)
  const time = (each: WarmProcess, ms: number) => each.time('get', ms, 'wall')
  for (const each of processes) await time(each, roundMs * 4)
  const runners = processes.map((each) => ({ name: each.name, measure: () => time(each, roundMs) }))
  return runRounds(runners, rounds)
}

function judge(samples: Samples): PartResult {
  const title = 'GET of the packaged function, warm, by profiles in the table'
  const measurement = { title, unit: 'µs', floor: describe(smallest), samples } as const
  return { measurements: [measurement], targets: growthTargets('GET', measurement) }
}
