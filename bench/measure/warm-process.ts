import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { FunctionAnswer } from './compare-answers.ts'
import type { Job } from './events.ts'
import type { Clock, WarmRequest } from './warm-worker.ts'

export interface WarmProcessOptions {
  readonly name: string
  /** Events by job, as JSON. */
  readonly eventsFile: string
  /** The bundle of each job. */
  readonly files: Readonly<Partial<Record<Job, string>>>
  readonly env: Readonly<Record<string, string>>
}

/** A contender in a process of its own. */
export interface WarmProcess {
  readonly name: string
  answer(job: Job): Promise<FunctionAnswer>
  /** Calls the function for so long and gives microseconds a call. @param clock default `processor` */
  time(job: Job, ms: number, clock?: Clock): Promise<number>
  stop(): void
}

/** stdout is nowhere for every contender: a log line is made and written, and nobody waits for a terminal. */
export async function startWarmProcess({
  name,
  eventsFile,
  files,
  env,
}: WarmProcessOptions): Promise<WarmProcess> {
  const worker = fork(new URL('./warm-worker.ts', import.meta.url), [eventsFile, JSON.stringify(files)], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await reply(name, worker)
  const ask = async (request: WarmRequest) => {
    worker.send(request)
    return reply(name, worker)
  }
  return {
    name,
    answer: async (job) => (await ask({ kind: 'answer', job })) as FunctionAnswer,
    time: async (job, ms, clock = 'processor') => Number(await ask({ kind: 'time', job, ms, clock })),
    stop: () => void worker.kill(),
  }
}

async function reply(name: string, worker: ChildProcess): Promise<unknown> {
  const ended = new AbortController()
  const failed = once(worker, 'exit', ended).then(() => {
    throw new Error(`${name} ended before it answered; what it wrote is above.`)
  })
  try {
    const [message] = await Promise.race([once(worker, 'message', ended), failed])
    return message
  } finally {
    ended.abort()
    failed.catch(() => {})
  }
}
