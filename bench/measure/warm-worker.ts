/**
 * One contender in a process of its own, started once: calls its functions as often as it is told, one event at a time, as a warm
 * Lambda instance does. The parent has set its stdout to nowhere.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { context } from './context.ts'
import type { Events, Job } from './events.ts'
import { mean, median } from './statistics.ts'

export type WarmRequest =
  | { readonly kind: 'answer'; readonly job: Job }
  | { readonly kind: 'time'; readonly job: Job; readonly ms: number; readonly clock: Clock }

/** `processor` counts this thread's own work, and not the time in which the machine was at other work; `wall` counts waiting too. */
export type Clock = 'processor' | 'wall'

type Handler = (event: unknown, context: object) => Promise<unknown>

const [eventsFile = '', handlerFiles = ''] = process.argv.slice(2)
const events: Events = JSON.parse(readFileSync(eventsFile, 'utf8'))
const load = createRequire(import.meta.url)
const files: Readonly<Partial<Record<Job, string>>> = JSON.parse(handlerFiles)

function handlerOf(job: Job): Handler {
  return load(files[job] ?? '').handler
}

/**
 * Microseconds a call, over so many milliseconds. Events are made outside of the clock, since Lambda's runtime parses them, and each is used
 * once. By the wall it is the median of the batches: one that the machine was slow to serve says nothing of the call.
 */
async function time(job: Job, ms: number, clock: Clock): Promise<number> {
  const handler = handlerOf(job)
  const now = clock === 'wall' ? () => performance.now() : processorMs
  const batches: number[] = []
  let elapsedMs = 0
  while (elapsedMs < ms) {
    const batch = events[job].map((text) => JSON.parse(text))
    const begin = now()
    for (const event of batch) await handler(event, context)
    const batchMs = now() - begin
    batches.push((batchMs * 1000) / batch.length)
    elapsedMs += batchMs
  }
  return clock === 'wall' ? median(batches) : mean(batches)
}

function processorMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

process.on('message', async (request: WarmRequest) => {
  const { job } = request
  const event = JSON.parse(events[job][0] ?? '')
  const result =
    request.kind === 'time'
      ? await time(job, request.ms, request.clock)
      : await handlerOf(job)(event, context)
  process.send?.(result)
})
process.send?.('ready')
