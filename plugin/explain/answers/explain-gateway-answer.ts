import { type AnswerExplanation, explained, sources } from './answer-explanation.ts'

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
