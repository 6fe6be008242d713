import { describe, expect, test } from '@jest/globals'
import type { RequestAuthorizer } from '../../../../authorizer/authorizer.ts'
import { createAnswerCache } from '../../../../authorizer/request/answer-cache.ts'
import { askFunction, type CallOutcome } from '../../../../authorizer/request/ask-function.ts'
import { parseIdentitySources } from '../../../../authorizer/request/identity-sources.ts'

const api = 'arn:aws:execute-api:eu-west-1:123456789012:local/$default'
const secret = 'very-secret-value'

interface Asked {
  readonly header?: string
  readonly path?: string
  readonly atMs?: number
}

/** An authorizer with the source `$request.header.Key`, and a function that answers one after the other. */
function anAuthorizer(settings: Partial<RequestAuthorizer>, ...answers: (CallOutcome | unknown)[]) {
  const authorizer: RequestAuthorizer = {
    kind: 'request',
    name: 'own',
    functionKey: 'auth',
    payloadFormat: '2.0',
    simpleResponses: true,
    identitySources: ['$request.header.Key'],
    resultTtlSeconds: 0,
    ...settings,
  }
  const cache = createAnswerCache()
  const calls: (readonly string[])[] = []
  const ask = ({ header = secret, path = 'notes', atMs = 0 }: Asked = {}) =>
    askFunction({
      authorizer,
      sources: parseIdentitySources(authorizer.identitySources),
      request: {
        headerLines: [['key', header]],
        rawQuery: '',
        context: new Map([['routeKey', `GET /${path}`]]),
        stageVariables: {},
      },
      routeArn: `${api}/GET/${path}`,
      cache,
      elapsedMs: () => atMs,
      async call(values) {
        calls.push(values)
        const answer = answers[Math.min(calls.length, answers.length) - 1]
        return isOutcome(answer) ? answer : { kind: 'returned', value: answer }
      },
    })
  return { ask, calls }
}

function isOutcome(value: unknown): value is CallOutcome {
  return typeof value === 'object' && value !== null && 'kind' in value
}

const statement = (resource: string, effect = 'Allow') => ({
  Effect: effect,
  Action: 'execute-api:Invoke',
  Resource: resource,
})
const policy = (...statements: object[]) => ({
  principalId: 'mira',
  policyDocument: { Version: '2012-10-17', Statement: statements },
})

describe('a Lambda authorizer', () => {
  test('calls its function with the values of the identity sources, and passes its context on', async () => {
    const { ask, calls } = anAuthorizer({}, { isAuthorized: true, context: { tier: 1 } })

    expect(await ask()).toMatchObject({ kind: 'admitted', context: { tier: 1 } })
    expect(calls).toEqual([[secret]])
  })

  test('without a context passes null on', async () => {
    expect(await anAuthorizer({}, { isAuthorized: true }).ask()).toMatchObject({ context: null })
  })

  test('refuses a missing identity source with 401, without a call', async () => {
    const { ask, calls } = anAuthorizer({}, { isAuthorized: true })

    expect(await ask({ header: '' })).toMatchObject({
      status: 401,
      failed: { check: 'identity sources', mistake: 'missing-identity-source' },
    })
    expect(calls).toEqual([])
  })

  test('without identity sources is called each time', async () => {
    const { ask, calls } = anAuthorizer({ identitySources: [] }, { isAuthorized: true })
    await ask()

    expect(await ask({ header: '' })).toMatchObject({ kind: 'admitted' })
    expect(calls).toEqual([[], []])
  })

  test.each<[string, Partial<RequestAuthorizer>, unknown, string]>([
    ['isAuthorized: false', {}, { isAuthorized: false, context: { why: secret } }, 'not-authorized'],
    [
      'a policy that denies',
      { simpleResponses: false },
      policy(statement('*'), statement('*', 'Deny')),
      'policy-denies',
    ],
    [
      'a policy of another route',
      { simpleResponses: false },
      policy(statement(`${api}/GET/other`)),
      'policy-denies',
    ],
    [
      'a policy under a condition',
      { simpleResponses: false },
      policy({ ...statement('*'), Condition: {} }),
      'policy-condition',
    ],
  ])('refuses with 403: %s', async (_what, settings, answer, mistake) => {
    expect(await anAuthorizer(settings, answer).ask()).toMatchObject({
      status: 403,
      failed: { check: 'decision', mistake },
    })
  })

  test.each<[string, Partial<RequestAuthorizer>, unknown]>([
    ['nothing', {}, null],
    ['text', {}, 'ok'],
    ['a list', {}, []],
    ['an empty object', {}, {}],
    ['isAuthorized as text', {}, { isAuthorized: 'true' }],
    ['isAuthorized as a number', {}, { isAuthorized: 1 }],
    ['a response', {}, { statusCode: 401 }],
    ['a policy where simple responses are on', {}, policy(statement('*'))],
    ['a context that is text', {}, { isAuthorized: true, context: 'x' }],
    ['isAuthorized where they are off', { simpleResponses: false }, { isAuthorized: true }],
    [
      'a policy without principalId',
      { simpleResponses: false },
      { ...policy(statement('*')), principalId: undefined },
    ],
    ['a policy without statements', { simpleResponses: false }, { principalId: 'mira', policyDocument: {} }],
  ])('answers 500 to %s', async (_what, settings, answer) => {
    expect(await anAuthorizer(settings, answer).ask()).toMatchObject({
      status: 500,
      failed: { check: 'answer', mistake: 'unusable-answer' },
    })
  })

  test.each([
    ['failed', 'authorizer-failed'],
    ['timed-out', 'authorizer-late'],
    ['late', 'authorizer-late'],
    ['throttled', 'authorizer-throttled'],
  ] as const)('answers 500 to a function that is %s', async (kind, mistake) => {
    expect(await anAuthorizer({}, { kind }).ask()).toMatchObject({
      status: 500,
      failed: { check: 'call', mistake },
    })
  })

  test('shows no value of the request in what it found', async () => {
    const decisions = await Promise.all([
      anAuthorizer({}, { isAuthorized: false, context: { why: secret } }).ask(),
      anAuthorizer({}, { isAuthorized: secret }).ask(),
      anAuthorizer({ resultTtlSeconds: 60 }, { isAuthorized: true }).ask(),
    ])

    expect(
      JSON.stringify(decisions.map(({ passed, ...rest }) => [passed, 'failed' in rest && rest.failed])),
    ).not.toContain(secret)
  })

  test('shows the path of a call in printable form only', async () => {
    const { ask } = anAuthorizer({ simpleResponses: false }, policy())
    const decision = await ask({ path: 'a\u001b[31m\nGET /b' })

    expect(decision).toMatchObject({ failed: { wanted: expect.stringContaining('/GET/a?[31m?GET?/b') } })
  })
})

describe('the cache of a Lambda authorizer', () => {
  const cached = { resultTtlSeconds: 60 }

  test('answers a second request with the same values, its context too', async () => {
    const { ask, calls } = anAuthorizer(
      cached,
      { isAuthorized: true, context: { n: 1 } },
      { isAuthorized: false },
    )

    expect(await ask()).toMatchObject({ context: { n: 1 } })
    expect(await ask({ path: 'other', atMs: 59_999 })).toMatchObject({ kind: 'admitted', context: { n: 1 } })
    expect(calls).toHaveLength(1)
  })

  test('says so', async () => {
    const { ask } = anAuthorizer(cached, { isAuthorized: true })
    await ask()
    const { passed } = await ask({ atMs: 5_000 })

    expect(passed[1]?.found).toBe(
      'the cached answer of 5 s ago (resultTtlInSeconds 60), the function was not called',
    )
  })

  test.each<[string, Partial<RequestAuthorizer>, Asked]>([
    ['other values', cached, { header: 'other' }],
    ['values in another case', cached, { header: secret.toUpperCase() }],
    ['the same after its time', cached, { atMs: 60_000 }],
    ['the same without a TTL', {}, {}],
    [
      'another route where the route key is a source',
      { ...cached, identitySources: ['$request.header.Key', '$context.routeKey'] },
      { path: 'other' },
    ],
  ])('calls again for %s', async (_what, settings, second) => {
    const { ask, calls } = anAuthorizer(settings, { isAuthorized: true })
    await ask()
    await ask(second)

    expect(calls).toHaveLength(2)
  })

  test('keeps a denial', async () => {
    const { ask, calls } = anAuthorizer(cached, { isAuthorized: false }, { isAuthorized: true })
    await ask()

    expect(await ask()).toMatchObject({ status: 403 })
    expect(calls).toHaveLength(1)
  })

  test.each<[string, unknown]>([
    ['an error', { kind: 'failed' }],
    ['an answer that cannot be used', {}],
  ])('does not keep %s', async (_what, first) => {
    const { ask } = anAuthorizer(cached, first, { isAuthorized: true })

    expect(await ask()).toMatchObject({ status: 500 })
    expect(await ask()).toMatchObject({ kind: 'admitted' })
  })

  test('judges a policy again for each route', async () => {
    const { ask, calls } = anAuthorizer(
      { ...cached, simpleResponses: false },
      policy(statement(`${api}/GET/notes`)),
    )

    expect(await ask()).toMatchObject({ kind: 'admitted' })
    expect(await ask({ path: 'other' })).toMatchObject({ status: 403, failed: { mistake: 'policy-denies' } })
    expect(calls).toHaveLength(1)
  })

  test('keeps the answers of two authorizers apart', async () => {
    const cache = createAnswerCache()
    const { authorizer, answer } = {
      authorizer: { name: 'one', resultTtlSeconds: 60 } as RequestAuthorizer,
      answer: { kind: 'simple', isAuthorized: true, context: null } as const,
    }
    cache.add(authorizer, ['a'], answer, 0)

    expect(cache.find(authorizer, ['a'], 0)?.answer).toBe(answer)
    expect(cache.find({ ...authorizer, name: 'two' }, ['a'], 0)).toBeUndefined()
  })
})
