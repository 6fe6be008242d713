import { describe, expect, test } from '@jest/globals'
import {
  unwrapOpaqueToken,
  wrapOpaqueToken,
} from '../../../../../../plugin/local/issuer/tokens/opaque-token.ts'

describe('wrapOpaqueToken', () => {
  test('given a token, when wrapped, then it can be had back, and nothing of it shows', async () => {
    const wrapped = await wrapOpaqueToken('the-token', 'http://localhost:3001/')

    expect(wrapped.split('.')).toHaveLength(5)
    expect(wrapped).not.toContain(Buffer.from('the-token').toString('base64url'))
    expect(await unwrapOpaqueToken(wrapped)).toBe('the-token')
  })

  test.each(['', 'opaque', 'a.b.c', 'a.b.c.d.e'])(
    'given %j, when unwrapped, then there is none',
    async (text) => {
      expect(await unwrapOpaqueToken(text)).toBeUndefined()
    },
  )

  test('given a wrapped token that was touched, when unwrapped, then there is none', async () => {
    const parts = (await wrapOpaqueToken('the-token', 'http://localhost:3001/')).split('.')
    parts[3] = `${parts[3]?.startsWith('A') ? 'B' : 'A'}${parts[3]?.slice(1)}`
    expect(await unwrapOpaqueToken(parts.join('.'))).toBeUndefined()
  })
})
