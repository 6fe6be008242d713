import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { functionEnvironment } from '../contenders/environment.ts'
import { type FunctionContender, functionContenders } from '../contenders/functions.ts'
import {
  claimcheck,
  claimcheckUnlogged,
  handWritten,
  hono,
  lambdaApi,
  middy,
  powertools,
} from '../contenders/names.ts'
import { bundleContender } from '../measure/bundle-contender.ts'
import { assertSameAnswers } from '../measure/compare-answers.ts'
import { makeEvents, type ProfileJob } from '../measure/events.ts'
import {
  atLeast,
  atMost,
  type Measurement,
  type PartResult,
  ratioOf,
  type Target,
} from '../measure/measurement.ts'
import { runRounds } from '../measure/rounds.ts'
import type { RunContext } from '../measure/run-context.ts'
import { startWarmProcess, type WarmProcess } from '../measure/warm-process.ts'

const titles: Readonly<Record<ProfileJob, string>> = {
  validPost: 'POST with a valid body, answered 201',
  refusedPost: 'POST with three mistakes, answered 422',
  get: 'GET, answered 200',
}

const jobs = ['validPost', 'refusedPost', 'get'] as const

/** Microseconds a call once the function is warm: the whole chain, the table replaced by a fixed value. */
export async function measureWarm(run: RunContext): Promise<PartResult> {
  const eventsFile = join(run.workDir, 'events.json')
  await writeFile(eventsFile, JSON.stringify(await makeEvents(run.projectDir)))
  run.progress.step('warm: bundling and starting seven contenders, each in a process of its own')
  const processes: WarmProcess[] = []
  try {
    for (const each of functionContenders) processes.push(await start(run, each, eventsFile))
    for (const job of jobs) await assertSameAnswers(`warm, ${titles[job]}`, processes.map(answering(job)))
    const measurements: Measurement[] = []
    for (const job of jobs) {
      measurements.push(await measureJob(run, processes, job))
    }
    return { measurements, targets: targetsOf(measurements) }
  } finally {
    for (const each of processes) each.stop()
  }
}

async function start(run: RunContext, { name, handlers }: FunctionContender, eventsFile: string) {
  const outDir = join(run.workDir, 'warm', name)
  await mkdir(outDir, { recursive: true })
  const bundle = (handler: string) =>
    bundleContender({ projectDir: run.projectDir, handler, outDir, resolveStore: name === claimcheck })
  const post = await bundle(handlers.validPost)
  const files = { validPost: post, refusedPost: post, get: await bundle(handlers.get) }
  return startWarmProcess({ name, eventsFile, files, env: functionEnvironment })
}

function answering(job: ProfileJob) {
  return ({ name, answer }: WarmProcess) => ({ name, answer: () => answer(job) })
}

async function measureJob(
  run: RunContext,
  processes: readonly WarmProcess[],
  job: ProfileJob,
): Promise<Measurement> {
  const { quick, progress } = run
  const rounds = run.rounds ?? (quick ? 3 : 31)
  // Short rounds, many of them: the machine's own pace changes within seconds, and a round is to meet one pace.
  const roundMs = quick ? 50 : 75
  progress.step(`warm: ${titles[job]}, ${rounds} rounds`)
  for (const each of processes) await each.time(job, quick ? 100 : 1000)
  const runners = processes.map((each) => ({ name: each.name, measure: () => each.time(job, roundMs) }))
  const samples = await runRounds(runners, rounds, (round, name) =>
    progress.show(`warm: round ${round + 1} of ${rounds}, ${name}`),
  )
  progress.clear()
  return { title: titles[job], unit: 'µs', floor: handWritten, samples }
}

/** Of the chain with principal, guards and problem details; the log line that `createHandler` adds, and no peer writes, has a row of its own. */
function targetsOf([valid, refused, get]: readonly Measurement[]): Target[] {
  if (!valid || !refused || !get) return []
  const faster = (measurement: Measurement, peer: string) => ratioOf(measurement, peer, claimcheckUnlogged)
  const routers = [lambdaApi, hono, powertools]
  return [
    atMost('valid POST: time, compared with Middy by hand', ratioOf(valid, claimcheckUnlogged, middy), 1),
    atLeast('valid POST: as fast as Hono', faster(valid, hono), 2.5),
    atLeast('valid POST: as fast as Powertools', faster(valid, powertools), 3.5),
    ...routers.map((peer) => atLeast(`refused POST: as fast as ${peer}`, faster(refused, peer), 1)),
    atLeast(
      'GET: as fast as the fastest of lambda-api, Hono and Powertools',
      Math.min(...routers.map((peer) => faster(get, peer))),
      2.5,
    ),
  ]
}
