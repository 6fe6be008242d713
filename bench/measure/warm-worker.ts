/**
 * One contender in a process of its own, started once: calls its functions as often as it is told, one event at a time, as a warm
 * Lambda instance does. The parent has set its stdout to nowhere.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { context } from './context.ts'
import type { Events, Job } from './events.ts'

export type WarmRequest =
  | { readonly kind: 'answer'; readonly job: Job }
  | { readonly kind: 'time'; readonly job: Job; readonly ms: number }

type Handler = (event: unknown, context: object) => Promise<unknown>

const [eventsFile = '', handlerFiles = ''] = process.argv.slice(2)
const events: Events = JSON.parse(readFileSync(eventsFile, 'utf8'))
const load = createRequire(import.meta.url)
const files: Readonly<Record<Job, string>> = JSON.parse(handlerFiles)

function handlerOf(job: Job): Handler {
  return load(files[job]).handler
}

/**
 * Microseconds of this thread's processor time a call, for so much of it: what the call costs, without the time in which the machine was
 * at other work. Events are made outside of the clock, since Lambda's runtime parses them, and each is used once.
 */
async function time(job: Job, ms: number): Promise<number> {
  const handler = handlerOf(job)
  let calls = 0
  let elapsedMs = 0
  while (elapsedMs < ms) {
    const batch = events[job].map((text) => JSON.parse(text))
    const begin = processorMs()
    for (const event of batch) await handler(event, context)
    elapsedMs += processorMs() - begin
    calls += batch.length
  }
  return (elapsedMs * 1000) / calls
}

function processorMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

process.on('message', async (request: WarmRequest) => {
  const { job } = request
  const event = JSON.parse(events[job][0] ?? '')
  const result = request.kind === 'time' ? await time(job, request.ms) : await handlerOf(job)(event, context)
  process.send?.(result)
})
process.send?.('ready')
