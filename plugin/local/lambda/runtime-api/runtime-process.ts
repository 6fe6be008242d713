import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { withUsualUmask } from '../../../system/umask.ts'
import { channelFd, readMessageLine } from '../channel.ts'
import { toFailure } from '../failure.ts'
import type { InstanceMessage, InstanceProcess, ProcessListener } from '../instance/instance-process.ts'
import { exitFailure } from '../instance/process-failure.ts'
import type { ProcessReaper } from '../instance/process-reaper.ts'
import {
  createLogStreamName,
  type SpawnedProcess,
  type SupervisedProcess,
  superviseProcess,
} from '../instance/supervise-process.ts'
import { toJsonText } from '../raw-response.ts'
import { maxLogLineBytes, splitLines } from '../split-lines.ts'
import type { LoadedFile, WorkerEvent } from '../worker-messages.ts'
import { type EventTimer, startEventTimer } from './cpu-time.ts'
import { type RuntimeServer, startRuntimeServer } from './runtime-server.ts'

/** What is run: a program that speaks the Runtime API. */
export interface RuntimeCommand {
  readonly command: string
  readonly args: readonly string[]
  /** Where it runs: Lambda's `/var/task`. */
  readonly dir: string
  /** It tells of the files that it loads, by our own channel. */
  readonly tellsLoaded?: boolean
}

export interface RuntimeProcessOptions extends RuntimeCommand {
  /** The whole of it: nothing of this process's own is added but what each instance has for itself. */
  readonly environment: Readonly<Record<string, string>>
  readonly memoryMb: number
  readonly timeoutMs: number
  readonly invokedFunctionArn: string
  readonly reaper: ProcessReaper
  readonly log: (line: string) => void
  /** Called with what it has loaded. */
  readonly onLoaded: (files: readonly LoadedFile[]) => void
}

/** Starts a process of any language that has a client of the Lambda Runtime API, and the API for it. */
export function startRuntimeProcess(
  options: RuntimeProcessOptions,
  listener: ProcessListener,
): InstanceProcess {
  let isKilled = false
  let running: { readonly server: RuntimeServer; readonly supervised: SupervisedProcess } | undefined
  let pid: number | undefined
  let timer: EventTimer | undefined
  let pending: InstanceMessage | undefined
  const measured = () => timer?.stop() ?? { tookMs: 0, waited: false }

  function tellPending(): void {
    if (pending) listener.onMessage(pending)
    pending = undefined
  }

  async function start(): Promise<void> {
    const server = await startRuntimeServer({
      onReady: () => listener.onMessage({ kind: 'ready', takesCallback: false, pathNames: [] }),
      onInitError: (failure) => listener.onMessage({ kind: 'init-failed', failure }),
      onError(requestId, failure) {
        pending = { kind: 'failed', requestId, failure }
        afterItsOutput(tellPending)
      },
      onResponse(requestId, body, isTooLong) {
        const text = body.toString()
        const valueText = isTooLong ? text : toJsonText(text)
        // A client that was told 413 ends its process.
        listener.onMessage({ kind: 'returned', requestId, valueText, ...measured(), isLast: isTooLong })
      },
    })
    if (isKilled) {
      server.close()
      return listener.onEnd(exitFailure({ code: null, signal: 'SIGKILL' }))
    }
    const logStreamName = createLogStreamName(options.reaper.runId)
    const spawned = spawnRuntime(options, {
      AWS_LAMBDA_RUNTIME_API: server.address,
      AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    })
    pid = spawned.child.pid
    const supervised = superviseProcess({
      ...spawned,
      ...listener,
      logStreamName,
      reaper: options.reaper,
      memoryMb: options.memoryMb,
      takeStdout: logEach(options.log),
      takeStderr: logEach(options.log),
      explainEnd: exitFailure,
      onEnd(why) {
        tellPending()
        server.close()
        // A program may end after an answer, before it asks for the next event.
        listener.onEnd(why, !server.hasUntaken())
      },
    })
    running = { server, supervised }
  }

  const started = start().catch((error: unknown) => {
    listener.onEnding()
    listener.onEnd(toFailure(error))
  })

  return {
    send(event) {
      timer = startEventTimer(pid)
      running?.server.send({ ...event, headers: headersOf(event, options) })
    },
    async kill() {
      isKilled = true
      await started
      await running?.supervised.kill()
    },
  }
}

/**
 * Calls back when all is read that the process had written before the request that is being answered: the stack of an error, which
 * belongs above the failure in the log. It is in the pipes already, and the next turn of the event loop reads them.
 */
function afterItsOutput(callback: () => void): void {
  // The first ends this turn, the second the next.
  setImmediate(() => setImmediate(callback))
}

function spawnRuntime(
  { command, args, environment, dir, tellsLoaded, onLoaded }: RuntimeProcessOptions,
  own: Readonly<Record<string, string>>,
): SpawnedProcess {
  const env = { ...environment, LAMBDA_TASK_ROOT: dir, ...own }
  const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe']
  if (tellsLoaded) stdio[channelFd] = 'pipe'
  const child = withUsualUmask(() => spawn(command, args, { cwd: dir, env, stdio, detached: true }))
  const [, stdout, stderr, channel] = child.stdio as unknown as [null, Readable, Readable, Readable?]
  if (channel) readLoaded(channel, onLoaded)
  return { child, stdout, stderr }
}

/** The function can write into it too: what is not ours is left out. */
function readLoaded(channel: Readable, onLoaded: RuntimeProcessOptions['onLoaded']): void {
  const take = (line: string) => {
    const message = readMessageLine(line)
    if (message?.kind === 'loaded') onLoaded(message.files)
  }
  splitLines(channel, take, maxLogLineBytes)
  channel.on('error', () => {})
}

/** AWS's Python client joins the lines of an error by carriage returns, so that CloudWatch keeps them together. */
function logEach(log: (line: string) => void): (line: string) => void {
  return (line) => {
    for (const part of line.replace(/\r$/, '').split('\r')) log(part)
  }
}

function headersOf(
  { requestId, traceId, clientContext }: WorkerEvent,
  { timeoutMs, invokedFunctionArn }: RuntimeProcessOptions,
): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Lambda-Runtime-Aws-Request-Id': requestId,
    'Lambda-Runtime-Deadline-Ms': String(Date.now() + timeoutMs),
    'Lambda-Runtime-Invoked-Function-Arn': invokedFunctionArn,
    ...(traceId !== undefined && printable.test(traceId) && { 'Lambda-Runtime-Trace-Id': traceId }),
    ...(clientContext !== undefined && { 'Lambda-Runtime-Client-Context': asciiJson(clientContext) }),
  }
}

/** The same JSON, in characters that a header may hold. */
function asciiJson(text: string): string {
  const compact = JSON.stringify(JSON.parse(text))
  return compact.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** An event that was not made by a gateway can hold anything; a header cannot. */
const printable = /^[\x20-\x7e]*$/
