import { describe, expect, test } from '@jest/globals'
import { createMemoryAdapter } from '../../../../../../plugin/local/issuer/oidc/memory-adapter.ts'

describe('createMemoryAdapter', () => {
  test('given an entry, when it is found, consumed and destroyed, then each shows', async () => {
    const codes = createMemoryAdapter({ refreshTokenReuseSeconds: 0 })('AuthorizationCode')
    await codes.upsert('a', { jti: 'a' }, 60)
    expect(await codes.find('a')).toMatchObject({ jti: 'a' })
    await codes.consume('a')
    expect(await codes.find('a')).toHaveProperty('consumed')
    await codes.destroy('a')
    expect(await codes.find('a')).toBeUndefined()
  })

  test('given an entry that has expired, when looked for, then it is not found', async () => {
    const codes = createMemoryAdapter({ refreshTokenReuseSeconds: 0 })('AuthorizationCode')
    await codes.upsert('a', { jti: 'a', uid: 'u' }, -1)
    expect(await codes.find('a')).toBeUndefined()
    expect(await codes.findByUid('u')).toBeUndefined()
  })

  test('given two models, when a grant is revoked, then what belongs to it is gone from both, and nothing else', async () => {
    const adapter = createMemoryAdapter({ refreshTokenReuseSeconds: 0 })
    const [codes, tokens] = [adapter('AuthorizationCode'), adapter('RefreshToken')]
    await codes.upsert('a', { grantId: 'g' }, 60)
    await tokens.upsert('b', { grantId: 'g' }, 60)
    await tokens.upsert('c', { grantId: 'h' }, 60)
    await tokens.revokeByGrantId('g')
    expect(await codes.find('a')).toBeUndefined()
    expect(await tokens.find('b')).toBeUndefined()
    expect(await tokens.find('c')).toBeDefined()
  })

  test('given more entries than are kept, when all are written, then the oldest is gone and the newest is there', async () => {
    const sessions = createMemoryAdapter({ refreshTokenReuseSeconds: 0 })('Session')
    for (let index = 0; index <= 1000; index += 1)
      await sessions.upsert(`s${index}`, { uid: `u${index}` }, 60)
    expect(await sessions.find('s0')).toBeUndefined()
    expect(await sessions.find('s1')).toBeDefined()
    expect(await sessions.findByUid('u1000')).toBeDefined()
  })

  test('given a grace period, when a refresh token was used, then it looks unused until the period ends', async () => {
    const grace = createMemoryAdapter({ refreshTokenReuseSeconds: 60 })
    const none = createMemoryAdapter({ refreshTokenReuseSeconds: 0 })
    for (const [adapter, model, isConsumed] of [
      [grace, 'RefreshToken', false],
      [grace, 'AuthorizationCode', true],
      [none, 'RefreshToken', true],
    ] as const) {
      const store = adapter(model)
      await store.upsert('a', { jti: 'a' }, 60)
      await store.consume('a')
      expect('consumed' in ((await store.find('a')) ?? {})).toBe(isConsumed)
    }
    const late = grace('RefreshToken')
    await late.upsert('b', { jti: 'b', consumed: Math.floor(Date.now() / 1000) - 61 }, 60)
    expect(await late.find('b')).toHaveProperty('consumed')
  })
})
