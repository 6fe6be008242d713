import { afterEach, describe, expect, test } from '@jest/globals'
import middy from '@middy/core'
import { type PrincipalOptions, type ProviderName, providerNames } from '../../../../providers/index.ts'
import { principal, type WithPrincipal } from '../../../../src/index.ts'
import { aContext, anEvent, aToken, type EventParts, identities } from '../../../support/lambda.ts'

/** What the handler behind `principal()` finds on its event, or what was thrown before it. */
async function callerOf(
  parts: EventParts | { event: unknown },
  options?: PrincipalOptions,
): Promise<unknown> {
  const chain = middy(async (event: WithPrincipal) => event.principal).use(principal(options))
  const event = 'event' in parts ? parts.event : anEvent(parts)
  return chain(event as WithPrincipal, aContext()).catch((error: unknown) => error)
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

  test("given another person's token in the header, when called, then the gateway's strings count", async () => {
    const authorization = `Bearer ${aToken({ ...id, sub: 'mallory' })}`
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

describe('principal without an authorizer', () => {
  const { options } = identities.cognito
  const token = anEvent().headers.authorization ?? ''

  test.each<[string, unknown]>([
    ['no authorizer', anEvent({ claims: null, authorization: token })],
    ['jwt that is null', { requestContext: { authorizer: { jwt: null } } }],
    ['claims that are null', { requestContext: { authorizer: { jwt: { claims: null } } } }],
    ['claims that are a list', { requestContext: { authorizer: { jwt: { claims: ['a'] } } } }],
    ['claims that are text', { requestContext: { authorizer: { jwt: { claims: 'a' } } } }],
    ['the claims of payload format 1.0', { requestContext: { authorizer: { claims: { sub: 'x' } } } }],
    ['an authorizer that is text', { requestContext: { authorizer: 'lambda' } }],
    ['no request context', { headers: { authorization: token } }],
    ['a principal of its own', { principal: { tokenUse: 'id', subject: 'mallory' } }],
    ['nothing', {}],
    ['null', null],
  ])('given an event with %s, when called, then it is refused and never anonymous', async (_, event) => {
    expect(await callerOf({ event }, options)).toMatchObject({
      code: 'ERR_AUTHORIZER_MISSING',
      statusCode: 401,
      headers: { 'www-authenticate': 'Bearer' },
      operatorHint: expect.stringContaining('deployed without its JWT authorizer'),
    })
  })

  test.each<[string, object, string]>([
    ['a Lambda authorizer', { lambda: { claims: { sub: 'mallory' } } }, "a Lambda authorizer's context"],
    ['a Lambda authorizer without a context', { lambda: null }, "a Lambda authorizer's context"],
    ['a signature', { iam: { userId: 'mallory' } }, 'a signed request (aws_iam)'],
  ])(
    'given an event of %s, when called, then it is refused and says what was found',
    async (_, authorizer, found) => {
      const problem = await callerOf({ event: { requestContext: { authorizer } } }, options)

      expect(problem).toMatchObject({
        code: 'ERR_AUTHORIZER_MISSING',
        statusCode: 401,
        operatorHint: expect.stringContaining(`Found ${found} in requestContext.authorizer.`),
      })
      expect(JSON.stringify(problem)).not.toContain('mallory')
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
  })
})
