import { type AnswerExplanation, explained, sources } from './answer-explanation.ts'
import { explainNoRoute } from './explain-no-route.ts'
import type { UnroutedRequest } from './nearest-route.ts'

/**
 * Explains an answer of API Gateway's own, seen from outside: AWS says no more than the status. Undefined where the response is not one
 * of API Gateway's.
 *
 * @param message of the body: `{"message":"Internal Server Error"}`; empty for any other body.
 */
export function explainDeployedAnswer(
  status: number,
  message: string,
  request: UnroutedRequest,
): AnswerExplanation | undefined {
  if (status === 404 && message === 'Not Found') return explainNoRoute(request)
  const known = answers[`${status} ${message}`]
  return known && explained({ found: `${status} {"message":"${message}"}`, reason: message, ...known })
}

type Known = Omit<Parameters<typeof explained>[0], 'found' | 'reason'>

const unlessLog = 'Look into the log of the function in CloudWatch (serverless logs -f NAME)'

const refused = {
  id: 'lambda-authorizer',
  title: 'An authorizer refused the request',
  expected: 'a caller that the authorizer of the route lets pass',
  fix: 'A token that this page knows would be explained here. For a Lambda authorizer, look into the log of its function; for aws_iam, at the signature and the policies of the caller.',
} as const

const answers: Readonly<Record<string, Known | undefined>> = {
  '401 Unauthorized': refused,
  '403 Forbidden': refused,
  '413 Request Entity Too Large': {
    id: 'body-too-long',
    title: 'The request is too long',
    expected: 'at most 10 MB, of which a function takes about 6 MB',
    fix: 'Upload large files to Amazon S3 with a presigned URL, and send only their names to the API.',
    source: sources.quotas,
  },
  '429 Too Many Requests': {
    id: 'api-throttled',
    title: 'API Gateway throttled the request',
    expected: 'fewer requests a second than the limit of the route, the stage or the account',
    fix: 'Wait and try again. The stage has its own limits (throttling in its settings); the account has 10,000 requests a second unless it was raised.',
    source: sources.throttling,
  },
  '500 Internal Server Error': {
    id: 'function-failed',
    title: 'The function failed, or API Gateway could not use it',
    expected: 'a response in the format of Lambda proxy integrations',
    fix: `${unlessLog}: an error, a timeout and too little memory stand there. With nothing in it, API Gateway may not call the function, or the response cannot be used.`,
    source: sources.failures,
  },
  '503 Service Unavailable': {
    id: 'integration-timeout',
    title: 'No response within 30 s, or the function is throttled',
    expected: 'a response within 30 s, and an instance that is free',
    fix: `${unlessLog}. A request that took 30 s was late, else the concurrency of the function or the account is used up.`,
    source: sources.quotas,
  },
}
