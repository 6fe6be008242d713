import { describe, expect, test } from '@jest/globals'
import middy from '@middy/core'
import { type Claims, providerNames } from '../../../../providers/index.ts'
import { type AuthOptions, principal, requireAuth, type WithPrincipal } from '../../../../src/index.ts'
import { contextFor } from '../../../../src/testing/index.ts'
import { anEvent, identities } from '../../../support/lambda.ts'

type Provider = (typeof providerNames)[number]

/** `allowed`, or what was thrown. */
async function ask(
  provider: Provider,
  claims: Claims,
  auth: AuthOptions,
  authorization?: null,
): Promise<unknown> {
  const chain = middy(async () => 'allowed')
    .use(principal(identities[provider].options))
    .use(requireAuth(auth))
  const event = anEvent({ claims, ...(authorization === null && { authorization }) })
  return chain(event as unknown as WithPrincipal, contextFor()).catch((error: unknown) => error)
}

const refused = (code: string, challenge?: string) => ({
  code,
  statusCode: 403,
  headers: { 'www-authenticate': challenge ?? 'Bearer error="insufficient_scope"' },
})

describe.each(providerNames)('requireAuth, %s', (provider) => {
  const { options, id, access, client, scope } = identities[provider]
  const prefix = options.scopePrefix ?? ''

  test('given nothing demanded, when any token is sent, then it is allowed', async () => {
    for (const claims of [id, access, client]) expect(await ask(provider, claims, {})).toBe('allowed')
  })

  test('given a token use, when each token is sent, then only that one is allowed', async () => {
    expect(await ask(provider, id, { tokenUse: 'id' })).toBe('allowed')
    expect(await ask(provider, access, { tokenUse: 'access' })).toBe('allowed')
    expect(await ask(provider, access, { tokenUse: 'id' })).toMatchObject(refused('ERR_TOKEN_USE_REFUSED'))
    expect(await ask(provider, id, { tokenUse: 'access' })).toMatchObject({
      ...refused('ERR_TOKEN_USE_REFUSED'),
      message: 'This route requires an access token; an id token was sent.',
    })
  })

  test('given a kind of caller, when people and clients call, then only that kind is allowed', async () => {
    expect(await ask(provider, access, { kind: 'user' })).toBe('allowed')
    expect(await ask(provider, id, { kind: 'user' })).toBe('allowed')
    expect(await ask(provider, client, { kind: 'client' })).toBe('allowed')
    expect(await ask(provider, client, { kind: 'user' })).toMatchObject(refused('ERR_CALLER_KIND_REFUSED'))
    expect(await ask(provider, access, { kind: 'client' })).toMatchObject(refused('ERR_CALLER_KIND_REFUSED'))
    expect(await ask(provider, id, { kind: 'client' })).toMatchObject(refused('ERR_CALLER_KIND_REFUSED'))
  })

  test('given scopes, when the token has all, then it is allowed', async () => {
    expect(await ask(provider, access, { scopes: [scope] })).toBe('allowed')
    expect(await ask(provider, access, { scopes: [scope, 'openid'] })).toBe('allowed')
  })

  test('given scopes, when the token has only some, then the challenge names all that are asked for', async () => {
    const wanted = `${prefix}${scope} ${prefix}nope`
    expect(await ask(provider, access, { scopes: [scope, 'nope'] })).toMatchObject({
      ...refused('ERR_SCOPE_INSUFFICIENT', `Bearer error="insufficient_scope", scope="${wanted}"`),
      message: `The token lacks the scope ${prefix}nope. Request it when signing in.`,
    })
  })

  test('given scopes, when an id token is sent, then it is refused for its use', async () => {
    const challenge = `Bearer error="insufficient_scope", scope="${prefix}${scope}"`
    expect(await ask(provider, id, { scopes: [scope] })).toMatchObject(
      refused('ERR_TOKEN_USE_REFUSED', challenge),
    )
  })

  test.each(['ORDERS.READ', 'orders', 'read', ' ', 'email,'])(
    'given a scope that %j only resembles, when asked for, then it does not count',
    async (name) => {
      const near = name.trim() === '' ? `${scope}x` : name
      expect(await ask(provider, access, { scopes: [near] })).toMatchObject({
        code: 'ERR_SCOPE_INSUFFICIENT',
      })
    },
  )
})

describe('requireAuth, groups', () => {
  const { id } = identities.cognito

  test('given groups, when the caller is in one of them, then it is allowed', async () => {
    expect(await ask('cognito', id, { groups: ['support', 'billing'] })).toBe('allowed')
  })

  test('given groups, when the caller is in none, then it is refused', async () => {
    expect(await ask('cognito', id, { groups: ['support', 'sales'] })).toMatchObject({
      ...refused('ERR_GROUP_MISSING'),
      message: 'The caller is not in the groups support or sales.',
    })
  })

  test('given groups as text that reads in two ways, when asked for, then nothing is guessed', async () => {
    expect(await ask('cognito', id, { groups: ['admin'] }, null)).toMatchObject(
      refused('ERR_GROUPS_AMBIGUOUS'),
    )
    expect(await ask('cognito', id, { tokenUse: 'id' }, null)).toBe('allowed')
  })

  test('given one group as text, when asked for, then it is certain', async () => {
    const claims = { ...id, 'cognito:groups': ['admin'] }
    expect(await ask('cognito', claims, { groups: ['admin'] }, null)).toBe('allowed')
  })
})

describe('requireAuth, permissions', () => {
  const { access, id } = identities.auth0

  test('given permissions, when the caller has all, then it is allowed, else refused', async () => {
    expect(await ask('auth0', access, { permissions: ['read:orders', 'write:orders'] })).toBe('allowed')
    expect(await ask('auth0', access, { permissions: ['read:orders', 'drop:orders'] })).toMatchObject({
      ...refused('ERR_PERMISSION_MISSING'),
      message: 'The caller lacks the permission drop:orders.',
    })
    expect(await ask('auth0', id, { permissions: ['read:orders'] })).toMatchObject(
      refused('ERR_PERMISSION_MISSING'),
    )
  })

  test('given permissions as text that reads in two ways, when asked for, then nothing is guessed', async () => {
    const answer = await ask('auth0', access, { permissions: ['read:orders'] }, null)
    expect(answer).toMatchObject(refused('ERR_PERMISSIONS_AMBIGUOUS'))
  })
})

describe('requireAuth in a chain', () => {
  test('given no principal() before it, when called, then it refuses everyone and says why in the log', async () => {
    const chain = middy(async () => 'allowed').use(requireAuth({ tokenUse: 'id' }))
    const event = Object.assign(anEvent(), { principal: { tokenUse: 'id' } })

    await expect(chain(event as unknown as WithPrincipal, contextFor())).rejects.toMatchObject({
      code: 'ERR_INTERNAL',
      operatorHint: expect.stringContaining('put principal() before it'),
    })
  })

  test('given a mistake, when made, then it is refused at once', () => {
    expect(() => requireAuth({ scopes: [] })).toThrow(TypeError)
  })
})
