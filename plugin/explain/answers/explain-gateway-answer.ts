import { type AnswerExplanation, explained, sources } from './answer-explanation.ts'

const noMore = 'On AWS the caller gets no more than {"message":"Internal Server Error"} either.'

/** The gateway's own 400s: the request cannot be read. */
export function explainUnreadable(problem: string): AnswerExplanation {
  return explained({
    id: 'request-not-readable',
    title: 'The request cannot be read',
    found: problem,
    expected: 'an HTTP/1.1 request with one Host header and a path that can be decoded',
    fix: 'Send it again with a client that writes HTTP itself: curl, fetch, an HTTP library.',
    reason: problem,
  })
}

/** @param limit bytes. */
export function explainLongHead(limit: number): AnswerExplanation {
  return explained({
    id: 'head-too-long',
    title: 'The request line and headers are too long',
    found: `more than ${limit} bytes`,
    expected: `at most ${limit} bytes of request line and header values together`,
    fix: 'Send fewer and shorter headers. Cookies of other apps on the same host and tokens with many groups are the usual reasons.',
    reason: `request line and header values are longer than ${limit} bytes`,
    source: sources.quotas,
  })
}

export function explainLongBody(): AnswerExplanation {
  return explained({
    id: 'body-too-long',
    title: 'The body is too long for API Gateway',
    found: 'more than 10 MB',
    expected: 'at most 10 MB, of which a function takes about 6 MB',
    fix: 'Upload large files to Amazon S3 with a presigned URL, and send only their names to the API.',
    reason: 'the body is longer than 10 MB',
    source: sources.quotas,
  })
}

/** @param bodyBytes of the body alone. */
export function explainLongEvent(bodyBytes: number): AnswerExplanation {
  return explained({
    id: 'event-too-long',
    title: 'The event is too long for Lambda',
    found: `a body of ${bodyBytes} bytes`,
    expected:
      'an event of at most 6 MB, as JSON; a body that is not text counts a third more, because it is in base64',
    fix: 'Upload large files to Amazon S3 with a presigned URL, and send only their names to the API.',
    reason: "the event is longer than Lambda's limit of 6 MB",
    source: sources.lambdaQuotas,
  })
}

/** A part of the service that does not run on this machine. @param message a whole sentence that says which and why. */
export function explainNotServed(message: string): AnswerExplanation {
  return explained({
    id: 'not-served',
    title: 'This route does not run on this machine',
    found: message,
    expected: 'a part of the service that the local run serves',
    fix: 'Do what the sentence says, or try this route on a deployed stage. On AWS it answers: 501 is from here only.',
    reason: message,
  })
}

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
  fix: `The log has the error and its stack. Catch what the caller can put right, and answer it with a 4xx. ${noMore}`,
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
