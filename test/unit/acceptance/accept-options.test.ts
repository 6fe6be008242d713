import { describe, expect, test } from '@jest/globals'
import { readAcceptOptions } from '../../acceptance/accept-options.ts'

const pool = [
  ...['--user-pool', 'us-east-1_a', '--pool-issuer', 'https://issuer.example', '--client-id', 'c'],
  ...['--sign-in', 'http://127.0.0.1:1/oauth2/authorize', '--redirect', 'http://localhost:3001/'],
]

describe('readAcceptOptions', () => {
  test('given nothing, when read, then it is the local run, held to what AWS does', () => {
    expect(readAcceptOptions([], {})).toEqual({
      url: undefined,
      provider: undefined,
      origin: 'http://localhost:3001',
      junit: undefined,
      target: 'aws',
      tokens: { kind: 'local', stateDir: '.claimcheck' },
    })
  })

  test.each([
    ['--state', ['--state', 'dir'], { kind: 'local', stateDir: 'dir' }],
    ['--tokens', ['--tokens', 'file'], { kind: 'given', given: 'file' }],
    [
      '--user-pool',
      pool,
      { kind: 'pool', pool: expect.objectContaining({ userPoolId: 'us-east-1_a', clientId: 'c' }) },
    ],
  ])(
    'given %s, when read, then the tokens come from there, whatever the environment holds',
    (_what, args, tokens) => {
      expect(readAcceptOptions(args, { CLAIMCHECK_TOKENS: '{}' })).toHaveProperty('tokens', tokens)
    },
  )

  test('given tokens in the environment alone, when read, then they are taken', () => {
    const tokens = { kind: 'given', given: '{"ada":{}}' }
    expect(readAcceptOptions([], { CLAIMCHECK_TOKENS: '{"ada":{}}' })).toHaveProperty('tokens', tokens)
  })

  test('given --help, when read, then it is a call for help', () => {
    expect(readAcceptOptions(['--help', '--url', 'nonsense'], {})).toBeUndefined()
  })

  test.each([
    ['a url that is none', ['--url', 'localhost'], '--url'],
    ['an unknown target', ['--target', 'azure'], 'ministack'],
    ['an unknown option', ['--verbose'], '--verbose'],
    ['two sources of tokens', ['--state', 'a', '--tokens', 'b'], '--state and --tokens'],
    ['half a user pool', ['--user-pool', 'a'], '--pool-issuer'],
  ])('given %s, when read, then it is refused by name', (_what, args, named) => {
    expect(() => readAcceptOptions(args, {})).toThrow(
      expect.objectContaining({ name: 'UserError', message: expect.stringContaining(named) }),
    )
  })
})
