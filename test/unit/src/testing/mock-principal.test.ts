import { beforeAll, describe, expect, test } from '@jest/globals'
import { providerNames } from '../../../../providers/index.ts'
import { createHandler, ok } from '../../../../src/index.ts'
import { call, createIssuer, eventFor, mockPrincipal } from '../../../../src/testing/index.ts'

describe.each(providerNames)('mockPrincipal of %s', (provider) => {
  beforeAll(async () => {
    await createIssuer(provider)
  })

  test('is what a handler reads from its event', async () => {
    const principal = mockPrincipal({ provider, groups: ['admins', 'ops team'], scopes: ['notes.read'] })
    const seen = await call(
      createHandler({ run: async (input) => ok({ principal: input.principal }) }),
      'GET /notes',
      { principal },
    )

    expect(seen.json.principal).toEqual(JSON.parse(JSON.stringify(principal)))
  })

  test('is a user or a client, as asked', () => {
    expect(mockPrincipal({ provider })).toMatchObject({ provider, kind: 'user', tokenUse: 'access' })
    expect(mockPrincipal({ provider, kind: 'client' })).toMatchObject({ kind: 'client' })
    expect(mockPrincipal({ provider, tokenUse: 'id', user: { email: 'bo@example.com' } })).toMatchObject({
      ...{ kind: 'user', tokenUse: 'id', email: 'bo@example.com' },
    })
  })

  test('has the subject asked for', () => {
    expect(mockPrincipal({ provider, subject: 'auth0|me' }).subject).toBe('auth0|me')
  })
})

test('eventFor refuses a route that is none', () => {
  expect(() => eventFor('get /notes')).toThrow(/ERR_ROUTE_UNREADABLE|cannot be read/)
})
