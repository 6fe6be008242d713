import { afterEach, describe, expect, test } from '@jest/globals'
import type { RequestAuthorizer } from '../../../plugin/service/service.ts'
import { toStringClaims } from '../../../providers/index.ts'
import { createHandler, type HttpEvent, ok } from '../../../src/index.ts'
import { contextFor } from '../../../src/testing/index.ts'
import { unsignedToken } from '../../../src/testing/unsigned-token.ts'
import { identities } from '../../support/lambda.ts'
import { aRoute, returned, startTestApi, type TestApi } from '../../support/test-api.ts'

const { options, access } = identities.cognito

const handler = createHandler({
  principal: options,
  log: { write: () => {}, logKey: null },
  run: ({ principal }) => ok({ subject: principal.subject }),
})

const authorizer: RequestAuthorizer = {
  kind: 'request',
  name: 'own',
  functionKey: 'auth',
  payloadFormat: '2.0',
  simpleResponses: true,
  identitySources: ['$request.header.authorization'],
  resultTtlSeconds: 0,
}

let api: TestApi

afterEach(() => api.close())

/** An authorizer that checks something else, and passes on what the token says without having verified it. */
async function call(payloadFormat: '1.0' | '2.0', context: object): Promise<Response> {
  api = await startTestApi({
    routes: [{ ...aRoute('GET /things', authorizer), payloadFormat }],
    authorize: () => returned({ isAuthorized: true, context }),
    answer: async (event) => returned(await handler(event as unknown as HttpEvent, contextFor())),
  })
  return fetch(`${api.url}/things`, { headers: { authorization: `Bearer ${unsignedToken(claims)}` } })
}

const claims = { ...access, sub: 'mallory' }
const text = toStringClaims(claims)

describe("a Lambda authorizer's context in place of a JWT authorizer's claims", () => {
  test.each<[string, '1.0' | '2.0', object]>([
    ['claims alone', '1.0', { claims: text }],
    ['claims and more', '1.0', { claims: text, scopes: null, tier: 'gold' }],
    ['claims and scopes that are text', '1.0', { claims: text, scopes: 'admin' }],
    ['claims with their JSON types', '1.0', { claims, scopes: null }],
    ['claims where format 2.0 has them', '1.0', { jwt: { claims: text, scopes: null } }],
    ['claims in both places', '1.0', { jwt: { claims: text, scopes: null }, claims: text, scopes: null }],
    ['claims where format 1.0 has them', '2.0', { claims: text, scopes: null }],
    ['claims below jwt', '2.0', { jwt: { claims: text, scopes: null } }],
  ])('is no caller: %s, payload format %s', async (_what, payloadFormat, context) => {
    const response = await call(payloadFormat, context)

    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'ERR_AUTHORIZER_MISSING' })
    expect(api.events).toHaveLength(1)
  })

  // AWS gives a function nothing to tell them apart by: docs/guide/security.md says so.
  test('is read as claims where it is exactly what a JWT authorizer writes in format 1.0', async () => {
    const response = await call('1.0', { claims: text, scopes: null })

    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ subject: 'mallory' })
  })
})
