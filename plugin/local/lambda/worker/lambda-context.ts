import type { WorkerEvent, WorkerSettings } from '../worker-messages.ts'

/** Read once, before the function's own code: each look into `process.env` is a call into the system. */
const environment = {
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
}

/** The context of an event that begins now. Source: AWS Lambda guide, "Using the Lambda context object to retrieve Node.js function information". */
export function createContext(
  { requestId, traceId, clientContext }: WorkerEvent,
  { invokedFunctionArn, timeoutMs }: WorkerSettings,
): object {
  const deadlineMs = Date.now() + timeoutMs
  return {
    clientContext: clientContext === undefined ? undefined : JSON.parse(clientContext),
    identity: undefined,
    invokedFunctionArn,
    awsRequestId: requestId,
    tenantId: undefined,
    xRayTraceId: traceId,
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
    ...environment,
  }
}
