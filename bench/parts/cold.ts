import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { functionEnvironment } from '../contenders/environment.ts'
import { claimcheck, handWritten, hono, lambdaApi, middy, powertools } from '../contenders/names.ts'
import { storedProfile } from '../contenders/resolved-store.ts'
import { bundleContender } from '../measure/bundle-contender.ts'
import { type ColdFunction, coldStart } from '../measure/cold-start.ts'
import { assertSameAnswers } from '../measure/compare-answers.ts'
import { makeEvents } from '../measure/events.ts'
import { atMost, type Measurement, type PartResult, samplesOf, type Target } from '../measure/measurement.ts'
import { packageFunction } from '../measure/package-function.ts'
import { startProfileTables, writeProfiles } from '../measure/profile-table.ts'
import { runRounds, type Samples } from '../measure/rounds.ts'
import type { RunContext } from '../measure/run-context.ts'
import { ratioByRound } from '../measure/statistics.ts'

const folder = 'bench/contenders'
const empty = 'an empty function'
const withTable = (name: string) => `${name} + AWS SDK`

/** GET /profile. Those that read the table say so; the others answer with a fixed value. */
const handlers: Readonly<Record<string, string>> = {
  [handWritten]: `${folder}/hand-written/get-profile.handler`,
  [withTable(handWritten)]: `${folder}/hand-written/get-profile-from-table.handler`,
  [claimcheck]: 'src/profile/get-profile-info.handler',
  [withTable(middy)]: `${folder}/middy/get-profile-from-table.handler`,
  [lambdaApi]: `${folder}/lambda-api/app.handler`,
  [hono]: `${folder}/hono/app.handler`,
  [powertools]: `${folder}/powertools/app.handler`,
}

/** Milliseconds from a process being spawned to the first answer of `GET /profile`, first read of the table included. */
export async function measureCold(run: RunContext): Promise<PartResult> {
  run.progress.step('cold: packaging, bundling and starting the table')
  const eventFile = join(run.workDir, 'get-event.json')
  const [event = ''] = (await makeEvents(run.projectDir)).get
  await writeFile(eventFile, event)
  const tables = await startProfileTables(join(run.workDir, 'cold-table'), [
    functionEnvironment.PROFILE_TABLE,
  ])
  try {
    await writeProfiles(tables, functionEnvironment.PROFILE_TABLE, [ownerOf(event)], storedProfile)
    const env = { ...functionEnvironment, AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint }
    const [nothing, ...functions] = await bundleAll(run, { eventFile, env })
    if (!nothing) return { measurements: [], targets: [] }
    await assertSameAnswers(
      'cold, GET /profile',
      functions.map((each) => ({ name: each.name, answer: async () => (await coldStart(each)).answer })),
    )
    return judge(await timeAll(run, [nothing, ...functions]))
  } finally {
    await tables.close()
  }
}

function ownerOf(event: string): string {
  const { iss, sub } = JSON.parse(event).requestContext.authorizer.jwt.claims
  return `${iss}#${sub}`
}

type Common = Pick<ColdFunction, 'eventFile' | 'env'>

/** The empty function comes first. claimcheck's is the one that `serverless package` makes; the others are bundled alike. */
async function bundleAll(run: RunContext, common: Common): Promise<ColdFunction[]> {
  const { projectDir } = run
  const outDir = join(run.workDir, 'cold')
  await mkdir(outDir, { recursive: true })
  const all = { [empty]: `${folder}/empty/function.handler`, ...handlers }
  const functions: ColdFunction[] = []
  for (const [name, handler] of Object.entries(all)) {
    const file =
      name === claimcheck
        ? await packageFunction(projectDir, handler, join(outDir, 'package'))
        : await bundleContender({ projectDir, handler, outDir })
    functions.push({ name, file, ...common })
  }
  return functions
}

async function timeAll(run: RunContext, functions: readonly ColdFunction[]): Promise<Samples> {
  const rounds = run.rounds ?? (run.quick ? 3 : 21)
  run.progress.step(`cold: GET /profile, ${rounds} rounds of ${functions.length} processes`)
  for (const each of functions) await coldStart(each)
  const runners = functions.map((each) => ({
    name: each.name,
    measure: async () => (await coldStart(each)).ms,
  }))
  const samples = await runRounds(runners, rounds, (round, name) =>
    run.progress.show(`cold: round ${round + 1} of ${rounds}, ${name}`),
  )
  run.progress.clear()
  return samples
}

function judge(samples: Samples): PartResult {
  const whole: Measurement = { title: 'Process spawned to first answer', unit: 'ms', floor: empty, samples }
  const own: Measurement = {
    title: 'The same, without what the empty function of the same round takes',
    unit: 'ms',
    floor: withTable(handWritten),
    samples: overEmpty(samples),
  }
  return { measurements: [whole, own], targets: targetsOf(own) }
}

function overEmpty({ [empty]: nothing = [], ...others }: Samples): Samples {
  const over = (values: readonly number[]) => values.map((value, round) => value - (nothing[round] ?? 0))
  return Object.fromEntries(Object.entries(others).map(([name, values]) => [name, over(values)]))
}

function targetsOf(own: Measurement): Target[] {
  const ratioTo = (peer: string) => ratioByRound(samplesOf(own, claimcheck), samplesOf(own, peer))
  return [
    atMost('cold GET, compared with Middy + zod + AWS SDK', ratioTo(withTable(middy)), 0.5),
    atMost('cold GET, compared with Hono without a table', ratioTo(hono), 1),
    atMost('cold GET, compared with Powertools without a table', ratioTo(powertools), 1),
  ]
}
