import { randomUUID } from 'node:crypto'
import type { Context } from 'aws-lambda'
import { localAccountId } from '../../events/event-request.ts'

export interface ContextParts extends Partial<Context> {
  /** What is left of the function's timeout when it is called, milliseconds. @default 6000, as Serverless sets it */
  readonly timeoutMs?: number | undefined
}

/** What Lambda passes beside the event. The time that is left runs down. */
export function contextFor({ timeoutMs = 6_000, ...parts }: ContextParts = {}): Context {
  const { functionName = 'test', functionVersion = '$LATEST', memoryLimitInMB = '1024' } = parts
  const startedMs = performance.now()
  const done = () => {}
  return {
    ...{ callbackWaitsForEmptyEventLoop: true, functionName, functionVersion, memoryLimitInMB },
    invokedFunctionArn: `arn:aws:lambda:eu-central-1:${localAccountId}:function:${functionName}`,
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: `[${functionVersion}]0123456789abcdef0123456789abcdef`,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(timeoutMs - (performance.now() - startedMs))),
    ...{ done, fail: done, succeed: done },
    ...parts,
  }
}
