import { describe, expect, test } from '@jest/globals'
import middy from '@middy/core'
import { type Claims, providerNames } from '../../../../providers/index.ts'
import { ok, principal, problemDetails, requestLog, type WithPrincipal } from '../../../../src/index.ts'
import { subjectRef } from '../../../../src/log/subject-ref.ts'
import { contextFor } from '../../../../src/testing/index.ts'
import { anEvent, identities, requestId } from '../../../support/lambda.ts'
import { logLines } from '../../../support/log-lines.ts'

/** A clock that gains 1.23456 ms at each look. */
function aClock(): () => number {
  let ms = 1_000
  return () => (ms += 1.23456)
}

/** The lines written when a handler answers or throws what `answer` gives. */
async function linesOf(answer: () => unknown, logKey: string | null = 'key', claims?: Claims | null) {
  const log = logLines()
  const chain = middy(async () => answer())
    .use(requestLog({ write: log.write, now: aClock(), logKey }))
    .use(problemDetails({ write: () => {} }))
    .use(principal(identities.cognito.options))
  await chain(anEvent(claims === undefined ? {} : { claims }) as unknown as WithPrincipal, contextFor())
  return log.records()
}

const fail = () => {
  throw new Error('SECRET')
}

describe('requestLog', () => {
  test('given a request, when it is answered, then one line tells who, what and how long', async () => {
    const { id } = identities.cognito

    expect(await linesOf(() => ok({}))).toEqual([
      {
        level: 'info',
        message: 'request',
        requestId,
        routeKey: 'GET /things',
        status: 200,
        durationMs: 1.23,
        provider: 'cognito',
        tokenUse: 'id',
        clientId: id.aud,
        subjectRef: subjectRef('key', `${id.iss}#${id.sub}`),
      },
    ])
  })

  test('given no key, when it is answered, then the caller is not named', async () => {
    const [line] = await linesOf(() => ok({}), null)
    expect(line).not.toHaveProperty('subjectRef')
  })

  test('given an unknown caller, when refused, then the line has the code and no caller', async () => {
    const [line, ...others] = await linesOf(() => ok({}), 'key', null)

    expect(line).toEqual({
      level: 'warn',
      message: 'request',
      requestId,
      routeKey: 'GET /things',
      status: 401,
      durationMs: 1.23,
      code: 'ERR_AUTHORIZER_MISSING',
    })
    expect(others).toEqual([])
  })

  test('given a failure, when answered, then the line is an error with caller and code', async () => {
    const lines = await linesOf(fail)
    expect(lines).toMatchObject([{ level: 'error', status: 500, code: 'ERR_INTERNAL', tokenUse: 'id' }])
    expect(JSON.stringify(lines)).not.toContain('SECRET')
  })

  test.each([
    [{ a: 1 }, 200],
    ['text', 200],
    [null, 200],
    [{ statusCode: 404 }, 404],
  ])(
    'given the answer %j, when logged, then the status is what the gateway sends',
    async (answer, status) => {
      expect(await linesOf(() => answer)).toMatchObject([{ status }])
    },
  )

  test.each(providerNames)(
    'given any token of %s, when logged, then no claim but the client id is told',
    async (provider) => {
      const { options, id, access, client } = identities[provider]
      for (const claims of [id, access, client]) {
        const log = logLines()
        const chain = middy(async () => ok({}))
          .use(requestLog({ write: log.write, logKey: 'key' }))
          .use(principal(options))
        await chain(anEvent({ claims }) as unknown as WithPrincipal, contextFor())

        const { clientId, ...rest } = log.records()[0] ?? {}
        expect([claims.aud, claims.client_id, claims.azp, claims.cid]).toContain(clientId)
        for (const secret of [claims.sub, claims.iss, claims.email, claims.jti, claims.exp].filter(Boolean)) {
          expect(JSON.stringify(rest)).not.toContain(String(secret))
        }
      }
    },
  )

  test('given middleware before it that fails, when its onError runs without its before, then there is a line without a duration', async () => {
    const log = logLines()
    const chain = middy(async () => ok({}))
      .use(problemDetails({ write: () => {} }))
      .before(fail)
      .use(requestLog({ write: log.write, now: aClock() }))
    await chain(anEvent(), contextFor())

    expect(log.records()).toMatchObject([{ message: 'request', status: 500 }])
    expect(log.records()[0]).not.toHaveProperty('durationMs')
  })

  test('given a failure that nobody answers, when it goes on to Lambda, then it is logged as the 500 it will be', async () => {
    const log = logLines()
    const chain = middy(async () => {
      throw undefined
    }).use(requestLog({ write: log.write }))

    await expect(chain(anEvent(), contextFor())).rejects.toBeUndefined()
    expect(log.records()).toMatchObject([{ status: 500 }])
  })

  test('given no settings, when logged, then the line is written without naming the caller', async () => {
    const log = logLines()
    const chain = middy(async () => ok({}))
      .use(requestLog({ write: log.write }))
      .use(principal(identities.cognito.options))
    await chain(anEvent() as unknown as WithPrincipal, contextFor())

    expect(log.records()).toMatchObject([{ status: 200, tokenUse: 'id' }])
    expect(log.records()[0]).not.toHaveProperty('subjectRef')
  })

  test('given its hooks, when run, then they return nothing, since Middy would send that', () => {
    const { before, after, onError } = requestLog({ write: () => {} })
    const request = { event: {}, context: contextFor(), response: undefined, error: undefined, internal: {} }

    for (const hook of [before, after, onError]) expect(hook?.(request)).toBeUndefined()
  })
})
