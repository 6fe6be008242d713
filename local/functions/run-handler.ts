import type { Handler } from './find-handler.ts'
import { describeFailure } from './worker-failure.ts'
import type { WorkerEvent, WorkerMessage, WorkerSettings } from './worker-messages.ts'

/** Runs one event through the handler, with the context that Lambda gives. Never throws. */
export async function runHandler(
  handler: Handler,
  event: WorkerEvent,
  settings: WorkerSettings,
): Promise<WorkerMessage> {
  if (event.traceId !== undefined) process.env._X_AMZN_TRACE_ID = event.traceId
  try {
    const value = await callHandler(handler, JSON.parse(event.eventText), makeContext(event, settings))
    return { kind: 'returned', valueText: JSON.stringify(value) ?? 'null' }
  } catch (error) {
    return { kind: 'failed', failure: describeFailure(error) }
  }
}

function callHandler(handler: Handler, event: unknown, context: object): unknown {
  if (handler.length < 3) return handler(event, context)
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const answer = handler(event, context, (error, value) => (error ? reject(error) : resolve(value)))
  if (isThenable(answer)) answer.then(resolve, reject)
  return promise
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
}

/** Source: AWS Lambda guide, "Using the Lambda context object to retrieve Node.js function information". */
function makeContext({ requestId, deadlineMs }: WorkerEvent, { invokedFunctionArn }: WorkerSettings): object {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: requestId,
    invokedFunctionArn,
    clientContext: undefined,
    identity: undefined,
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  }
}
