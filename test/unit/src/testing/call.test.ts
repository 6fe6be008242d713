import { beforeAll, describe, expect, test } from '@jest/globals'
import { providerNames } from '../../../../providers/index.ts'
import { createHandler, ok } from '../../../../src/index.ts'
import { brokenTokens, call, createIssuer, type TestIssuer } from '../../../../src/testing/index.ts'

const handler = createHandler({
  auth: { tokenUse: 'access', scopes: ['notes.read'] },
  run: async ({ principal }) => ok({ subject: principal.subject, groups: principal.groups }),
})

describe.each(providerNames)('call, behind an authorizer of %s', (provider) => {
  let issuer: TestIssuer
  const get = (token: string | undefined) =>
    call(handler, 'GET /notes', {
      ...{ token, authorizer: issuer.authorizer },
      scopes: [issuer.scope('notes.read')],
    })

  beforeAll(async () => {
    issuer = await createIssuer(provider)
  })

  test('answers what the handler answers to a good token', async () => {
    const token = await issuer.accessToken({
      scopes: ['openid', 'notes.read'],
      groups: ['admins', 'ops team'],
    })
    const answer = await get(token)

    expect(answer).toMatchObject({ status: 200, json: { groups: ['admins', 'ops team'] } })
    expect(answer.event?.headers.authorization).toBe(`Bearer ${token}`)
  })

  test.each(brokenTokens)('refuses $id: $title', async ({ id, check, status, wwwAuthenticate }) => {
    const answer = await get(await issuer.broken(id, { scopes: ['openid', 'notes.read'] }))

    expect(answer).toMatchObject({ status, refusedAt: check, event: undefined, problem: undefined })
    expect(answer.json).toEqual({ message: status === 401 ? 'Unauthorized' : 'Forbidden' })
    expect(answer.headers['www-authenticate']).toBe(wwwAuthenticate([issuer.scope('notes.read')]))
  })

  test('leaves a handler to refuse what its route lets through', async () => {
    const token = await issuer.accessToken({ scopes: ['openid'] })
    const answer = await call(handler, 'GET /notes', { token, authorizer: issuer.authorizer })

    expect(answer).toMatchObject({ status: 403, problem: { code: 'ERR_SCOPE_INSUFFICIENT' } })
  })
})

test('calls side by side have each the settings of their own issuer, and the process keeps its own', async () => {
  const issuers = await Promise.all(providerNames.map((provider) => createIssuer(provider)))
  const ofProcess = process.env.CLAIMCHECK_PROVIDER
  const whoami = createHandler({ run: async ({ principal }) => ok(principal.provider) })
  const answers = await Promise.all(
    issuers.map(async ({ accessToken, authorizer }) =>
      call(whoami, 'GET /me', { token: await accessToken(), authorizer }),
    ),
  )

  expect(answers.map(({ json }) => json)).toEqual(providerNames)
  expect(process.env.CLAIMCHECK_PROVIDER).toBe(ofProcess)
})

describe('call', () => {
  const echo = async (event: { requestContext: object }) => ({ statusCode: 200, body: JSON.stringify(event) })
  let issuer: TestIssuer

  beforeAll(async () => {
    issuer = await createIssuer('okta')
  })

  test('finds the token where the identity source says', async () => {
    const authorizer = { ...issuer.authorizer, identitySource: '$request.querystring.token' }
    const token = await issuer.accessToken()
    const inQuery = await call(echo, 'GET /', { authorizer, query: { token } })
    const inHeader = await call(echo, 'GET /', { authorizer, token })

    expect([inQuery.status, inHeader.status, inHeader.refusedAt]).toEqual([200, 401, 'identity source'])
  })

  test('checks the token at the time of the request', async () => {
    const token = await issuer.accessToken()
    const inTwoHours = await call(echo, 'GET /', {
      ...{ token, authorizer: issuer.authorizer },
      nowMs: Date.now() + 7_200_000,
    })

    expect(inTwoHours.refusedAt).toBe('exp')
  })

  test('answers the gateway’s refusal with its headers', async () => {
    const { headers, text } = await call(echo, 'GET /', { authorizer: issuer.authorizer })

    expect({ ...headers, text }).toEqual({
      'content-type': 'application/json',
      'www-authenticate': 'Bearer',
      'apigw-requestid': expect.stringMatching(/^.{15}=$/),
      text: '{"message":"Unauthorized"}',
    })
  })

  test('behind an authorizer writes format 1.0 as well, and reads its answer', async () => {
    const handler = async (event: {
      version: string
      requestContext: { authorizer: { claims: object } }
    }) => ({
      ...{ statusCode: 200, body: JSON.stringify(event.requestContext.authorizer.claims) },
      multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'], 'Content-Type': ['application/json'] },
    })
    const answer = await call(handler, 'GET /', {
      ...{ token: await issuer.accessToken(), authorizer: issuer.authorizer, format: '1.0' },
    })

    expect(answer).toMatchObject({ cookies: ['a=1', 'b=2'], json: { iss: issuer.issuer } })
  })

  test('reads what a plain handler returns as API Gateway does', async () => {
    expect(await call(async () => ({ hello: 'world' }), 'GET /')).toMatchObject({
      ...{ status: 200, headers: { 'content-type': 'application/json' }, json: { hello: 'world' } },
    })
    const image = { statusCode: 200, body: 'AAE=', isBase64Encoded: true, headers: { 'X-Answer': 1 } }
    expect(await call(async () => image, 'GET /')).toMatchObject({
      ...{ body: Buffer.from([0, 1]), json: undefined, headers: { 'x-answer': '1' } },
    })
  })

  test('passes on what the handler throws', async () => {
    const fails = async () => {
      throw new RangeError('from the handler')
    }

    await expect(call(fails, 'GET /')).rejects.toThrow(new RangeError('from the handler'))
  })

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'an answer that is none',
      () => call(async () => ({ statusCode: 'ok' }), 'GET /'),
      'ERR_FUNCTION_RESPONSE',
    ],
    [
      'an authorizer before a function URL',
      () => call(echo, 'GET /', { authorizer: issuer.authorizer, format: 'url' }),
      'ERR_AUTHORIZER_UNSUPPORTED',
    ],
    [
      'a token that nobody has awaited',
      () =>
        call(echo, 'GET /', {
          ...{ authorizer: issuer.authorizer, token: issuer.accessToken() as unknown as string },
        }),
      'ERR_TOKEN_UNREADABLE',
    ],
    [
      'claims for an authorizer to check',
      () => call(echo, 'GET /', { authorizer: issuer.authorizer, claims: {} }),
      'ERR_CALLER_AMBIGUOUS',
    ],
  ])('refuses %s', async (_what, make, code) => {
    await expect(make()).rejects.toMatchObject({ name: 'TestKitError', code })
  })
})
