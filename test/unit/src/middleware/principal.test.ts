import { afterEach, describe, expect, test } from '@jest/globals'
import middy from '@middy/core'
import {
  type Principal,
  type PrincipalOptions,
  type ProviderName,
  providerNames,
} from '../../../../providers/index.ts'
import { principal, type WithPrincipal } from '../../../../src/index.ts'
import { contextFor } from '../../../../src/testing/index.ts'
import { unsignedToken } from '../../../../src/testing/unsigned-token.ts'
import { anEvent, anEventInFormat1, type EventParts, identities } from '../../../support/lambda.ts'

/** What the handler behind `principal()` finds on its event, or what was thrown before it. */
async function callerOf(
  parts: EventParts | { event: unknown },
  options?: PrincipalOptions,
): Promise<unknown> {
  const chain = middy(async (event: WithPrincipal) => event.principal).use(principal(options))
  const event = 'event' in parts ? parts.event : anEvent(parts)
  return chain(event as WithPrincipal, contextFor()).catch((error: unknown) => error)
}

describe.each(providerNames)('principal, %s', (provider) => {
  const { options, id, access, client } = identities[provider]

  test('given an id token, when called, then the caller is a person with claims from the token', async () => {
    expect(await callerOf({ claims: id }, options)).toMatchObject({
      provider,
      tokenUse: 'id',
      kind: 'user',
      claimsSource: 'token',
      claims: id,
    })
  })

  test('given access tokens, when called, then the caller is a person or a client', async () => {
    expect(await callerOf({ claims: access }, options)).toMatchObject({ tokenUse: 'access', kind: 'user' })
    expect(await callerOf({ claims: client }, options)).toMatchObject({ tokenUse: 'access', kind: 'client' })
  })

  test.each(['HTTP API', 'REST API'] as const)(
    'reads the same caller from payload format 1.0 of an %s',
    async (source) => {
      for (const claims of [id, access, client]) {
        const caller = await callerOf({ claims }, options)
        expect(caller).toMatchObject({ provider, claimsSource: 'token' })
        expect(await callerOf({ event: anEventInFormat1({ claims }, source) }, options)).toEqual(caller)
      }
    },
  )

  test('reads the types that a REST API leaves, without the token', async () => {
    const event = anEventInFormat1({ claims: id, authorization: null }, 'REST API')
    expect(await callerOf({ event }, options)).toMatchObject({
      claimsSource: 'string-claims',
      ambiguous: [],
      groups: ((await callerOf({ claims: id }, options)) as Principal).groups,
    })
  })

  test("given another person's token in the header, when called, then the gateway's strings count", async () => {
    const authorization = `Bearer ${unsignedToken({ ...id, sub: 'mallory' })}`
    expect(await callerOf({ claims: id, authorization }, options)).toMatchObject({
      subject: id.sub,
      claimsSource: 'string-claims',
    })
  })

  test("given another provider's claims, when called, then they are refused as unreadable", async () => {
    const other = identities[provider === 'okta' ? 'cognito' : 'okta'].access
    expect(await callerOf({ claims: other }, options)).toMatchObject({
      code: 'ERR_CLAIMS_UNREADABLE',
      statusCode: 401,
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      cause: { name: 'ClaimsError' },
    })
  })
})

/** Flat in `authorizer`, as format 1.0 has them, and none as a JWT authorizer would write it. */
const lambdaContexts = [
  { claims: { sub: 'x' } },
  { claims: { sub: 'x' }, scopes: null, tier: 'gold' },
  { claims: { sub: 'x' }, scopes: 'admin' },
  { claims: { sub: 'x', exp: 1_790_000_000 }, scopes: null },
  { jwt: { claims: { sub: 'x' }, scopes: null } },
]

describe('principal without an authorizer', () => {
  const { options } = identities.cognito
  const token = anEvent().headers.authorization ?? ''

  test.each<[string, unknown, string?]>([
    ['no authorizer', anEvent({ claims: null, authorization: token })],
    [
      'a Lambda authorizer',
      { requestContext: { authorizer: { lambda: { claims: { sub: 'x' } } } } },
      'what a Lambda authorizer',
    ],
    ['jwt that is null', { requestContext: { authorizer: { jwt: null } } }],
    ['claims that are null', { requestContext: { authorizer: { jwt: { claims: null } } } }],
    ['claims that are a list', { requestContext: { authorizer: { jwt: { claims: ['a'] } } } }],
    ['claims that are text', { requestContext: { authorizer: { jwt: { claims: 'a' } } } }],
    [
      'a Lambda authorizer that passes nothing on',
      { requestContext: { authorizer: { lambda: null } } },
      'what a Lambda authorizer',
    ],
    ['an IAM caller', { requestContext: { authorizer: { iam: { userId: 'x' } } } }, 'an IAM caller'],
    [
      'a Lambda authorizer, format 1.0',
      { requestContext: { authorizer: { principalId: 'x', integrationLatency: 1 } } },
      'what a Lambda authorizer',
    ],
    [
      'no authorizer, format 1.0',
      { version: '1.0', requestContext: { authorizer: { claims: null, scopes: null } } },
      'no authorizer',
    ],
    ...lambdaContexts.map((authorizer): [string, unknown, string] => [
      `a Lambda authorizer's context, format 1.0: ${JSON.stringify(authorizer)}`,
      { version: '1.0', requestContext: { authorizer } },
      'what a Lambda authorizer',
    ]),
    [
      "a Lambda authorizer's context, format 2.0, flat",
      { version: '2.0', requestContext: { authorizer: { claims: { sub: 'x' }, scopes: null } } },
      'what a Lambda authorizer',
    ],
    [
      "a Lambda authorizer's context of a REST API",
      { requestContext: { authorizer: { claims: { sub: 'x' }, principalId: 'x', integrationLatency: 1 } } },
      'what a Lambda authorizer',
    ],
    ['text for claims, format 1.0', { requestContext: { authorizer: { claims: 'a' } } }],
    [
      'claims in two places',
      { requestContext: { authorizer: { jwt: { claims: { sub: 'x' } }, claims: { sub: 'x' } } } },
      'claims in two places',
    ],
    ['no request context', { headers: { authorization: token } }],
    ['a principal of its own', { principal: { tokenUse: 'id', subject: 'mallory' } }],
    ['nothing', {}],
    ['null', null],
  ])(
    'given an event with %s, when called, then it is refused and never anonymous',
    async (_, event, found = 'no authorizer') => {
      const refusal = await callerOf({ event }, options)
      expect(refusal).toMatchObject({ operatorHint: expect.stringContaining(`The event has ${found}`) })
      expect(refusal).toMatchObject({
        code: 'ERR_AUTHORIZER_MISSING',
        statusCode: 401,
        headers: { 'www-authenticate': 'Bearer' },
        operatorHint: expect.stringContaining('deployed without its JWT authorizer'),
      })
    },
  )

  test('given claims without a member, when called, then they are unreadable', async () => {
    const event = { requestContext: { authorizer: { jwt: { claims: {}, scopes: null } } } }
    expect(await callerOf({ event }, options)).toMatchObject({ code: 'ERR_CLAIMS_UNREADABLE' })
  })
})

describe('principal without options', () => {
  const before = { ...process.env }
  afterEach(() => {
    for (const name of ['CLAIMCHECK_PROVIDER', 'CLAIMCHECK_SCOPE_PREFIX']) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  })

  test('given no environment and then one, when called, then the settings are asked for on the request', async () => {
    delete process.env.CLAIMCHECK_PROVIDER
    expect(await callerOf({})).toMatchObject({ name: 'SettingsError' })

    process.env.CLAIMCHECK_PROVIDER = 'cognito'
    process.env.CLAIMCHECK_SCOPE_PREFIX = 'orders-api/'
    expect(await callerOf({ claims: identities.cognito.access })).toMatchObject({
      scopes: expect.arrayContaining(['orders.read']),
    })
  })

  test('given options that are wrong, when the middleware is made, then it is refused at once', () => {
    expect(() => principal({ provider: 'github' as ProviderName })).toThrow(TypeError)
    expect(() => principal({ provider: 'okta', groups: 'x' } as PrincipalOptions)).toThrow(TypeError)
    expect(() => principal({ provider: 'oidc', tokenUse: 'refresh' as 'id' })).toThrow(TypeError)
    expect(() => principal({} as PrincipalOptions)).toThrow(/principal.provider/)
  })
})
