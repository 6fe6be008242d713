import { type AnswerExplanation, explained, sources } from './answer-explanation.ts'

/** @param timeoutMs how long the gateway has waited. */
export function explainLateFunction(timeoutMs: number): AnswerExplanation {
  return explained({
    id: 'integration-timeout',
    title: 'The function took longer than API Gateway waits',
    found: `no response within ${timeoutMs} ms`,
    expected: 'a response within 30 s, whatever the timeout of the function is',
    fix: 'Answer sooner: hand long work to a queue and answer 202. The function runs on after this answer, so what it does is still done.',
    reason: `no response within ${timeoutMs} ms`,
    source: sources.quotas,
  })
}

export function explainThrottled(): AnswerExplanation {
  return explained({
    id: 'function-throttled',
    title: 'The function is throttled',
    found: 'every instance was busy for too long',
    expected: 'an instance that is free',
    fix: "Make the function faster, or send less at a time. On AWS the same answer comes when the account's concurrency, or that reserved for the function, is used up.",
    reason: 'the function is throttled',
    source: sources.concurrency,
  })
}

export function explainTimeout(): AnswerExplanation {
  return explained({
    id: 'function-timed-out',
    title: 'The function ran into its timeout',
    found: 'no response within the timeout of the function; it was ended',
    expected: 'a response within it (timeout in serverless.yml; 6 s unless it says otherwise)',
    fix: 'Find what it waits for: the log shows how far it came. A promise that never settles and a server that does not answer are the usual reasons. Else raise timeout, to at most 30 s.',
    reason: 'the function timed out',
    source: sources.timeout,
  })
}

/** @param problem what is wrong with it. */
export function explainUnusableResponse(problem: string): AnswerExplanation {
  return explained({
    id: 'response-not-usable',
    title: "The function's response cannot be used",
    found: problem,
    expected:
      'an object with a numeric statusCode, headers of text and a body of text; or, in payload format 2.0, any value without statusCode',
    fix: 'Return { statusCode: 200, headers: {...}, body: JSON.stringify(value) }.',
    reason: `the function's response cannot be used: ${problem}`,
    source: sources.lambda,
  })
}

/** How a function failed. */
export interface FailedFunction {
  /** In one line: `TypeError: x is not a function`. */
  readonly reason: string
  /** Set where no handler ran. */
  readonly phase?: 'build' | 'load'
  /** Lambda's name of the kind of error: `Runtime.OutOfMemory`. */
  readonly errorType?: string
}

export function explainFailedFunction({ reason, phase, errorType = '' }: FailedFunction): AnswerExplanation {
  const words = phase ? phases[phase] : (kinds[errorType] ?? threw)
  return explained({ found: reason, reason: 'the function failed', source: sources.failures, ...words })
}

type FailureWords = Pick<AnswerExplanation, 'id' | 'title' | 'expected' | 'fix'> & {
  readonly source?: string
}

const phases: Readonly<Record<'build' | 'load', FailureWords>> = {
  build: {
    id: 'function-does-not-load',
    title: 'The function does not build',
    expected: 'sources that can be bundled',
    fix: 'Fix the place that the log shows and save: it is built again on its own.',
  },
  load: {
    id: 'function-does-not-load',
    title: 'The function does not load',
    expected: 'a module that loads within 10 s and exports the handler',
    fix: 'Fix what the log shows and save: it is loaded again on its own. On AWS every request would fail in the same way.',
  },
}

const threw: FailureWords = {
  id: 'function-failed',
  title: 'The function failed',
  expected: 'a response',
  fix: 'The log has the error and its stack. Catch what the caller can put right, and answer it with a 4xx. On AWS the caller gets no more than {"message":"Internal Server Error"} either.',
}

const kinds: Readonly<Record<string, FailureWords>> = {
  'Runtime.OutOfMemory': {
    id: 'out-of-memory',
    title: 'The function ran out of memory',
    expected: 'to stay below memorySize (serverless.yml; 1024 MB unless it says otherwise)',
    fix: 'Raise memorySize of the function, or hold less at a time: read and write streams, in pages.',
    source: sources.memory,
  },
  'Runtime.ExitError': {
    id: 'process-ended',
    title: "The function's process ended",
    expected: 'a process that stays for the next event',
    fix: 'Remove process.exit() and the like, and await what is still to do: Lambda ends a function that waits for nothing.',
  },
  'Function.ResponseSizeTooLarge': {
    id: 'response-too-long',
    title: "The function's response is too long",
    expected: 'at most 6 MB',
    fix: 'Answer in pages, or put the result into Amazon S3 and redirect to a presigned URL.',
    source: sources.lambdaQuotas,
  },
}
