import { afterEach, describe, expect, jest, test } from '@jest/globals'
import middy from '@middy/core'
import fc from 'fast-check'
import { HttpProblem, type HttpResponse, problemDetails, SettingsError } from '../../../../src/index.ts'
import { contextFor } from '../../../../src/testing/index.ts'
import { anEvent, requestId } from '../../../support/lambda.ts'
import { type LogLines, logLines } from '../../../support/log-lines.ts'

interface Answered {
  readonly response: HttpResponse
  readonly log: LogLines
}

const context = contextFor()

/** What is answered, and logged, when a handler throws what `thrown` gives. */
async function answerTo(thrown: () => unknown, event: unknown = anEvent()): Promise<Answered> {
  const log = logLines()
  const chain = middy(() => {
    throw thrown()
  }).use(problemDetails({ write: log.write }))
  return { response: await chain(event, context), log }
}

const bodyOf = ({ response }: Answered) => JSON.parse(response.body ?? '')
const bare500 = {
  type: 'about:blank',
  title: 'Internal Server Error',
  status: 500,
  instance: requestId,
  code: 'ERR_INTERNAL',
}

function explode(): never {
  throw new Error('SECRET')
}

describe('problemDetails', () => {
  test('given a problem, when thrown, then its status, headers and members are sent under one content type', async () => {
    const { response, log } = await answerTo(
      () => new HttpProblem('ERR_FORBIDDEN', 'No.', { headers: { allow: 'GET' } }),
    )

    expect(response).toEqual({
      statusCode: 403,
      headers: {
        'www-authenticate': 'Bearer error="insufficient_scope"',
        allow: 'GET',
        'content-type': 'application/problem+json',
      },
      body: JSON.stringify({
        type: 'about:blank',
        title: 'Forbidden',
        status: 403,
        detail: 'No.',
        instance: requestId,
        code: 'ERR_FORBIDDEN',
      }),
    })
    expect(log.records()).toEqual([])
  })

  test('given an unexpected error, when thrown, then the answer has the request id alone and the log one line', async () => {
    const answered = await answerTo(() => Object.assign(new RangeError('SECRET'), { code: 'ERR_X' }))

    expect(bodyOf(answered)).toEqual(bare500)
    expect(answered.log.records()).toEqual([
      {
        level: 'error',
        message: 'unexpected error',
        requestId,
        routeKey: 'GET /things',
        code: 'ERR_INTERNAL',
        error: { name: 'RangeError', code: 'ERR_X', at: expect.any(Array) },
      },
    ])
    expect(answered.log.text()).not.toContain('SECRET')
  })

  test.each<[string, () => unknown]>([
    ['text', () => 'SECRET'],
    ['a number', () => 7],
    ['null', () => null],
    ['undefined', () => undefined],
    ['false', () => false],
    ['a function', () => explode],
    ['a response', () => ({ statusCode: 200, body: 'SECRET' })],
    ['a frozen error', () => Object.freeze(new Error('SECRET'))],
    [
      'a frozen error with a status',
      () => Object.freeze(Object.assign(new Error('SECRET'), { statusCode: 404 })),
    ],
    [
      'an error with a getter that throws',
      () => Object.defineProperty(new Error('SECRET'), 'expose', { get: explode }),
    ],
    [
      'an error whose every member throws',
      () => new Proxy(new Error('SECRET'), { get: explode, getPrototypeOf: explode }),
    ],
    [
      'a problem that cannot be read',
      () => Object.defineProperty(new HttpProblem('ERR_CONFLICT'), 'title', { get: explode }),
    ],
    [
      'a problem with headers that cannot be read',
      () => Object.defineProperty(new HttpProblem('ERR_CONFLICT'), 'headers', { get: explode }),
    ],
    [
      'a problem with errors that are no JSON',
      () =>
        new HttpProblem('ERR_CONFLICT', '', { errors: [{ pointer: '#', detail: 1n as unknown as string }] }),
    ],
  ])('given %s, when thrown, then it is a bare 500', async (_, thrown) => {
    const answered = await answerTo(thrown)

    expect(answered.response).toMatchObject({
      statusCode: 500,
      headers: { 'content-type': 'application/problem+json' },
    })
    expect(bodyOf(answered)).toEqual(bare500)
    expect(answered.log.records()).toHaveLength(1)
    expect(answered.log.text()).not.toContain('SECRET')
  })

  test("given Middy's http errors, when thrown, then the status counts and the text does not", async () => {
    const answered = await answerTo(() =>
      Object.assign(new Error('SECRET'), { statusCode: 415, expose: true }),
    )

    expect(bodyOf(answered)).toMatchObject({ status: 415, code: 'ERR_CONTENT_TYPE_UNSUPPORTED' })
    expect(answered.response.body).not.toContain('SECRET')
  })

  test('given a 503 with a cause, when thrown, then retry-after is sent and the cause logged by its name', async () => {
    const cause = Object.assign(new Error('SECRET'), { name: 'ProvisionedThroughputExceededException' })
    const { response, log } = await answerTo(
      () => new HttpProblem('ERR_UNAVAILABLE', undefined, { cause, retryAfterSeconds: 2 }),
    )

    expect(response.headers).toEqual({ 'retry-after': '2', 'content-type': 'application/problem+json' })
    expect(log.records()).toMatchObject([
      {
        code: 'ERR_UNAVAILABLE',
        error: { name: 'HttpProblem', cause: { name: 'ProvisionedThroughputExceededException' } },
      },
    ])
    expect(log.text()).not.toContain('SECRET')
  })

  test('given wrong settings, when met, then the caller learns nothing and the log says what to set', async () => {
    const { response, log } = await answerTo(() => new SettingsError('Set CLAIMCHECK_PROVIDER.'))

    expect(response.body).not.toContain('CLAIMCHECK')
    expect(log.records()).toMatchObject([
      { error: { name: 'SettingsError', message: 'Set CLAIMCHECK_PROVIDER.' } },
    ])
  })

  test('given a problem with a report, when thrown, then the report is logged and not sent', async () => {
    const { response, log } = await answerTo(() => new HttpProblem('ERR_AUTHORIZER_MISSING'))

    expect(response.statusCode).toBe(401)
    expect(log.records()).toMatchObject([
      {
        level: 'error',
        message: expect.stringMatching(/deployed without its JWT authorizer/),
        routeKey: 'GET /things',
      },
    ])
    expect(response.body).not.toContain('deployed')
  })

  test.each([null, {}, 7])(
    'given %j for an event, when something is thrown, then the instance is the invocation',
    async (event) => {
      const answered = await answerTo(() => new Error('x'), event)
      expect(bodyOf(answered)).toMatchObject({ status: 500, instance: context.awsRequestId })
    },
  )

  test('given a response that an inner onError has made, when it comes by, then it is left as it is', async () => {
    const log = logLines()
    const made = { statusCode: 418, body: 'mine' }
    const chain = middy<unknown, HttpResponse>(explode)
      .use(problemDetails({ write: log.write }))
      .onError((request) => {
        request.response = made
      })

    expect(await chain({}, contextFor())).toBe(made)
    expect(log.records()).toEqual([])
  })

  test('given middleware around it, when an error was answered, then that still sees the error as it was thrown', async () => {
    const thrown = new Error('x')
    const seen: unknown[] = []
    const chain = middy(() => {
      throw thrown
    })
      .use({ onError: ({ error }) => void seen.push(error) })
      .use(problemDetails({ write: () => {} }))
    await chain({}, contextFor())

    expect(seen).toEqual([thrown])
    expect(Object.keys(thrown)).toEqual([])
  })

  test('given its hook, when it has answered, then it returns nothing, since Middy would send that', () => {
    const hook = problemDetails({ write: () => {} }).onError
    const request = {
      event: {},
      context: contextFor(),
      error: new Error('x'),
      response: undefined,
      internal: {},
    }

    expect(hook?.(request)).toBeUndefined()
    expect(request.response).toMatchObject({ statusCode: 500 })
  })

  test('given anything thrown, when answered, then it is a well-formed problem', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withBigInt: true, withNullPrototype: true }), async (thrown) => {
        const answered = await answerTo(() => thrown)
        expect(bodyOf(answered)).toMatchObject({ type: 'about:blank', status: answered.response.statusCode })
      }),
    )
  })
})

describe('problemDetails without a writer', () => {
  afterEach(() => {
    jest.restoreAllMocks()
  })

  test('given an unexpected error, when thrown, then its line goes to stdout', async () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true)
    await middy(explode).use(problemDetails())({}, contextFor())

    expect(write.mock.calls.map(([line]) => line)).toEqual([
      expect.stringMatching(/^\{"level":"error".*\}\n$/),
    ])
  })
})
