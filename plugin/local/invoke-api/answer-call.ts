import { setImmediate } from 'node:timers/promises'
import { isPythonRuntime } from '../../handlers/other-runtimes.ts'
import { describeNotServed } from '../../service/not-served.ts'
import type { LocalFunction } from '../../service/service.ts'
import { isTooLong, maxResponseBytes } from '../lambda/response-limit.ts'
import type { RunningFunctions } from '../lambda/start-functions.ts'
import type { WorkerFailure } from '../lambda/worker-messages.ts'
import { createWrittenLines } from '../lambda/written-lines.ts'
import { InvokeError } from './invoke-error.ts'
import type { Call } from './read-call.ts'

export interface Answer {
  readonly status: number
  /** JSON text; empty where there is none. */
  readonly body: string
  /** The function failed: the body says how. */
  readonly isFunctionError?: boolean
  /** The last lines that the function wrote, where they were asked for. */
  readonly log?: string
}

type Runner = Pick<RunningFunctions, 'run'>

/**
 * Runs what was asked for.
 *
 * @param eventText JSON.
 * @throws {InvokeError} for a function that does not run here, or is throttled.
 */
export async function answerCall(call: Call, eventText: string, functions: Runner): Promise<Answer> {
  const { localFunction, type } = call
  if (localFunction.notServed) throw notServed(describeNotServed(localFunction.notServed))
  if (type === 'DryRun') return { status: 204, body: '' }
  const running = run(call, eventText, functions)
  if (type === 'RequestResponse') return running
  // Lambda tries again later; here one failure is told in the log, once.
  void running.catch(() => {})
  return { status: 202, body: call.isOldAsync ? '{"Status":202}' : '' }
}

async function run(call: Call, eventText: string, functions: Runner): Promise<Answer> {
  if (!call.wantsLog) return runEvent(call, eventText, functions)
  const written = createWrittenLines()
  const onWritten = (line: string) => written.add(call.localFunction.key, line)
  const answer = await runEvent(call, eventText, functions, onWritten)
  await afterItsOutput()
  return { ...answer, log: written.lines().join('\n') }
}

/** What the function has written before its answer is in the pipes already: the next turns of the event loop read it. */
async function afterItsOutput(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await setImmediate()
}

async function runEvent(
  call: Call,
  eventText: string,
  functions: Runner,
  onWritten?: (line: string) => void,
): Promise<Answer> {
  const { localFunction, traceId, clientContext } = call
  const event = { eventText, traceId, onWritten, ...(clientContext !== undefined && { clientContext }) }
  const outcome = await functions.run(localFunction.key, event)
  if (!outcome) throw notServed(`nothing runs as function ${localFunction.key}`)
  if (outcome.kind === 'throttled') throw new InvokeError(429, 'TooManyRequestsException', 'Rate Exceeded.')
  if (outcome.kind === 'timed-out') return failed(timeout(localFunction), localFunction)
  if (outcome.kind === 'returned') return returned(outcome.valueText, localFunction)
  if (outcome.kind !== 'unbuilt') return failed(outcome.failure, localFunction)
  const { notServed: reason, reason: problem } = outcome.result
  if (reason !== undefined) throw notServed(reason)
  return failed({ errorType: 'Runtime.BuildFailed', errorMessage: problem, stack: undefined }, localFunction)
}

function returned(valueText: string, localFunction: LocalFunction): Answer {
  return isTooLong(valueText) ? failed(tooLarge, localFunction) : { status: 200, body: valueText }
}

/** The names of members are those of the runtime's own client: `trace` for Node.js, `stackTrace` for Python. */
function failed({ errorType, errorMessage, stack }: WorkerFailure, { runtime = '' }: LocalFunction): Answer {
  const trace = stack?.split('\n') ?? []
  const isPython = isPythonRuntime(runtime)
  const body = { errorType, errorMessage, ...(isPython ? { stackTrace: trace } : { trace }) }
  return { status: 200, body: JSON.stringify(body), isFunctionError: true }
}

function timeout({ timeoutSeconds }: LocalFunction): WorkerFailure {
  const errorMessage = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`
  return { errorType: 'Sandbox.Timedout', errorMessage, stack: undefined }
}

const tooLarge: WorkerFailure = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes).`,
  stack: undefined,
}

function notServed(reason: string): InvokeError {
  return new InvokeError(501, 'ServiceException', reason)
}
