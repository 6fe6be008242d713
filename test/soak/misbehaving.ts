/**
 * Functions that misbehave in every way, killed at random, under load: the run lives, its memory is level, and no row that was
 * acknowledged is lost, not even after `kill -9` of the run.
 *
 *   npm run soak:misbehaving -- --minutes 10
 */
import { execFile } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs, promisify } from 'node:util'
import { misbehavingService, ways } from './misbehaving-service.ts'
import { startSoakService } from './soak-service.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const minutes = Number(values.minutes)
const maxRatio = 1.3
const sampleMs = 2_000
const names = Object.keys(ways)

const service = await startSoakService(misbehavingService)
const pid = service.pid
const endMs = Date.now() + minutes * 60_000
const counts = new Map<string, number>()
const kept: string[] = []
const samplesMb: number[] = []
let killed = 0

function count(what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

/** Runs until the end, each time with a pause. */
async function repeat(pauseMs: number, work: () => Promise<void>): Promise<void> {
  while (Date.now() < endMs) {
    await work()
    await wait(pauseMs)
  }
}

async function ask(what: string, path: string, method: string): Promise<boolean> {
  try {
    const response = await service.get(path, { method, signal: AbortSignal.timeout(40_000) })
    await response.arrayBuffer()
    count(`${what} ${response.status}`)
    return response.ok
  } catch (error) {
    count(`${what} no answer (${(error as Error).name})`)
    return false
  }
}

async function keepRow(): Promise<void> {
  const id = randomUUID()
  if (await ask('keep', `/rows/${id}`, 'PUT')) kept.push(id)
}

/** Processes of function instances of this run: Lambda's variable is in their environment. */
async function instances(): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid='])
  const children = stdout
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
    .flatMap(([child = 0, parent]) => (parent === pid ? [child] : []))
  const isInstance = async (child: number) =>
    (await readFile(`/proc/${child}/environ`, 'latin1').catch(() => '')).includes(
      'AWS_LAMBDA_LOG_STREAM_NAME=',
    )
  const tested = await Promise.all(children.map(async (child) => ((await isInstance(child)) ? [child] : [])))
  return tested.flat()
}

async function killOne(): Promise<void> {
  const all = await instances()
  const victim = all[randomInt(Math.max(1, all.length))]
  try {
    if (victim !== undefined && process.kill(victim, 'SIGKILL')) killed += 1
  } catch {
    // It has ended by itself.
  }
}

async function sample(): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', `${pid}`])
  samplesMb.push(Number(stdout) / 1_024)
}

async function rows(): Promise<Set<string>> {
  const found = new Set<string>()
  let from: string | undefined = ''
  while (from !== undefined) {
    const response = await service.get(`/rows${from ? `?from=${from}` : ''}`)
    const { ids, next } = (await response.json()) as { ids: string[]; next?: string }
    for (const id of ids) found.add(id)
    from = next
  }
  return found
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

try {
  await Promise.all([
    ...Array.from({ length: 6 }, () =>
      repeat(5, async () => {
        await ask('misbehave', `/misbehave/${names[randomInt(names.length)]}`, 'POST')
      }),
    ),
    ...Array.from({ length: 3 }, () => repeat(5, async () => void (await ask('fine', '/fine', 'GET')))),
    ...Array.from({ length: 3 }, () => repeat(5, keepRow)),
    repeat(400, killOne),
    repeat(sampleMs, sample),
  ])
  const quarter = Math.floor(samplesMb.length / 4)
  const [early, late] = [median(samplesMb.slice(quarter, 2 * quarter)), median(samplesMb.slice(-quarter))]
  const isLevel = late / early <= maxRatio
  await service.killAndRestart()
  const found = await rows()
  const lost = kept.filter((id) => !found.has(id))
  const noAnswer = [...counts].filter(([what]) => what.includes('no answer'))
  process.stdout.write(
    `${minutes} minutes, ${killed} instances killed; responses: ${[...counts].map(([what, times]) => `${times} of ${what}`).join(', ')}.\n` +
      `Memory of the run: ${early.toFixed(0)} MB in the second quarter, ${late.toFixed(0)} MB in the last (${(late / early).toFixed(2)} times), at most ${Math.max(...samplesMb).toFixed(0)} MB.\n` +
      `Rows: ${kept.length} acknowledged, ${lost.length} lost after kill -9 of the run.\n`,
  )
  if (!isLevel || lost.length > 0 || kept.length === 0 || noAnswer.length > 0 || killed === 0)
    process.exitCode = 1
} finally {
  await service.stop()
}
