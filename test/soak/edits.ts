/**
 * 200 edits of a handler under a steady load of GETs: every response is 200, and at the end the last edit responds.
 *
 *   npm run soak:edits
 */
import { setTimeout as wait } from 'node:timers/promises'
import { editedHandler, startSoakService } from './soak-service.ts'

const edits = 200
const betweenEditsMs = 150
const connections = 10
/** For the last edit to be built, loaded and swapped in. */
const graceMs = 15_000

const service = await startSoakService()
const statuses = new Map<number, number>()
const seen = new Set<number>()
let isOver = false

async function ask(): Promise<void> {
  const response = await service.get('/edited')
  statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
  const answer = (await response.json()) as { edits?: number }
  if (answer.edits !== undefined) seen.add(answer.edits)
}

async function askOn(): Promise<void> {
  while (!isOver) {
    await ask()
    await wait(5)
  }
}

async function untilLastAnswers(deadlineMs: number): Promise<boolean> {
  while (!seen.has(edits) && Date.now() < deadlineMs) await wait(20)
  return seen.has(edits)
}

try {
  const asking = Promise.all(Array.from({ length: connections }, askOn))
  const startedMs = performance.now()
  for (let edit = 1; edit <= edits; edit += 1) {
    await service.write('edited.js', editedHandler(edit))
    await wait(betweenEditsMs)
  }
  const lastAnswered = await untilLastAnswers(Date.now() + graceMs)
  const tookMs = performance.now() - startedMs
  isOver = true
  await asking
  const last = ((await (await service.get('/edited')).json()) as { edits: number }).edits
  const counts = [...statuses].map(([status, count]) => `${count} of ${status}`).join(', ')
  process.stdout.write(
    `${edits} edits in ${(tookMs / 1_000).toFixed(1)} s; responses: ${counts}; ${seen.size} versions were seen; the last response is from edit ${last}.\n`,
  )
  if (!lastAnswered || last !== edits || [...statuses.keys()].some((status) => status !== 200))
    process.exitCode = 1
} finally {
  await service.stop()
}
