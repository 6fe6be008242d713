import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { functionEnvironment } from '../contenders/environment.ts'
import { schemaContenders } from '../contenders/functions.ts'
import { claimcheckUnlogged, handWritten, hono, middyValidator, powertools } from '../contenders/names.ts'
import { bundleContender } from '../measure/bundle-contender.ts'
import { assertSameAnswers } from '../measure/compare-answers.ts'
import { makeEvents } from '../measure/events.ts'
import { atLeast, atMost, type PartResult, ratioOf } from '../measure/measurement.ts'
import { runRounds } from '../measure/rounds.ts'
import type { RunContext } from '../measure/run-context.ts'
import { startWarmProcess, type WarmProcess } from '../measure/warm-process.ts'

const title = 'POST with schemas of path, query and body, answered 201'

/** Microseconds a call once the function is warm. The same zod schemas in each; Middy's validator gets them as JSON Schema. */
export async function measureSchemas(run: RunContext): Promise<PartResult> {
  const { quick, progress } = run
  const eventsFile = join(run.workDir, 'schemas-events.json')
  await writeFile(eventsFile, JSON.stringify(await makeEvents(run.projectDir)))
  progress.step(`schemas: bundling and starting ${schemaContenders.length} contenders`)
  const processes: WarmProcess[] = []
  try {
    for (const [name, handler] of schemaContenders)
      processes.push(await start(run, name, handler, eventsFile))
    await assertSameAnswers(
      title,
      processes.map(({ name, answer }) => ({ name, answer: () => answer('checkedPost') })),
    )
    const rounds = run.rounds ?? (quick ? 3 : 31)
    progress.step(`schemas: ${rounds} rounds`)
    for (const each of processes) await each.time('checkedPost', quick ? 100 : 1000)
    const roundMs = quick ? 50 : 75
    const runners = processes.map(({ name, time }) => ({ name, measure: () => time('checkedPost', roundMs) }))
    const samples = await runRounds(runners, rounds, (round, name) =>
      progress.show(`schemas: round ${round + 1} of ${rounds}, ${name}`),
    )
    progress.clear()
    const measurement = { title, unit: 'µs' as const, floor: handWritten, samples }
    const faster = (peer: string) => ratioOf(measurement, peer, claimcheckUnlogged)
    const slower = ratioOf(measurement, claimcheckUnlogged, middyValidator)
    return {
      measurements: [measurement],
      targets: [
        atMost(`schemas: time, compared with ${middyValidator}`, slower, 2),
        ...[hono, powertools].map((peer) => atLeast(`schemas: as fast as ${peer}`, faster(peer), 2)),
      ],
    }
  } finally {
    for (const each of processes) each.stop()
  }
}

async function start(
  run: RunContext,
  name: string,
  handler: string,
  eventsFile: string,
): Promise<WarmProcess> {
  const outDir = join(run.workDir, 'schemas', name)
  await mkdir(outDir, { recursive: true })
  const file = await bundleContender({ projectDir: run.projectDir, handler, outDir })
  return startWarmProcess({ name, eventsFile, files: { checkedPost: file }, env: functionEnvironment })
}
