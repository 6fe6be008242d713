import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { aFunction, startTestFunctions, type TestFunctions } from '../../support/test-functions.ts'

const styles = [
  'callback',
  'callbackWithError',
  'callbackThenWork',
  'neitherCallsNorReturns',
  'byContext',
  'synchronous',
  'nested.inner.handler',
]

function start(runtime: string): Promise<TestFunctions> {
  const inRuntime = { runtime, timeoutSeconds: 2 }
  return startTestFunctions(styles.map((style) => aFunction(style, `styles.${style}`, inRuntime)))
}

describe('a function of runtime nodejs22.x', () => {
  let host: TestFunctions

  beforeAll(async () => {
    host = await start('nodejs22.x')
  })

  afterAll(() => host.close())

  test.each([
    ['calls back', 'callback', { a: 1 }, { event: { a: 1 } }],
    ['calls back and has work that ends', 'callbackThenWork', { ms: 20 }, 'called back'],
    ['has endless work and asks not to wait for it', 'callbackThenWork', { ms: 60_000 }, 'called back'],
    ['neither calls back nor returns a promise', 'neitherCallsNorReturns', {}, null],
    ['answers by its context', 'byContext', {}, 'by context'],
    ['returns a plain value, which does not count there', 'synchronous', {}, null],
    ['returns a promise', 'nested.inner.handler', {}, 'from within'],
  ])(
    'given one that %s, when it runs twice, then it answers as on Lambda',
    async (_what, key, event, value) => {
      expect(await host.invoke(key, event)).toEqual({ kind: 'returned', value })
      expect(await host.invoke(key, event)).toEqual({ kind: 'returned', value })
    },
  )

  test('given one that calls back while its work goes on, when its time is up, then it has timed out', async () => {
    const slow = await startTestFunctions([
      aFunction('slow', 'styles.callbackThenWork', { runtime: 'nodejs22.x', timeoutSeconds: 0.5 }),
    ])
    const outcome = await slow.invoke('slow', { ms: 900 })
    await slow.close()

    expect(outcome).toEqual({ kind: 'timed-out' })
  })

  test('given one that calls back with an error, when it runs, then it has failed', async () => {
    expect(await host.invoke('callbackWithError', {})).toMatchObject({
      kind: 'failed',
      reason: 'Error: by callback',
    })
  })

  test('given one with a callback, when it is loaded, then the log says that a newer runtime refuses it', async () => {
    expect(await host.line(/^\[callback\] takes a callback/)).toContain('nodejs24.x')
    expect(host.log.filter((line) => line.startsWith('[nested'))).toEqual([])
  })
})

describe('a function of runtime nodejs24.x', () => {
  let host: TestFunctions

  beforeAll(async () => {
    host = await start('nodejs24.x')
  })

  afterAll(() => host.close())

  test.each(['callback', 'callbackWithError', 'callbackThenWork', 'neitherCallsNorReturns'])(
    'given one with three parameters, %s, when it is invoked, then it fails to load, and the log says what to do',
    async (key) => {
      expect(await host.invoke(key, {})).toMatchObject({
        kind: 'failed',
        reason: expect.stringMatching(
          /^failed to load: Runtime\.CallbackHandlerDeprecated: styles\..+ nodejs24\.x/,
        ),
      })
      expect(host.log.join('\n')).toContain(
        'Make it async and return the answer, or choose an older runtime.',
      )
    },
  )

  test.each([
    ['returns a plain value', 'synchronous', 'at once'],
    ['returns a promise', 'nested.inner.handler', 'from within'],
  ])('given one that %s, when it runs, then that is its answer', async (_what, key, value) => {
    expect(await host.invoke(key, {})).toEqual({ kind: 'returned', value })
  })

  test('given one that answers by its context, when it runs, then there is no such thing any more', async () => {
    expect(await host.invoke('byContext', {})).toMatchObject({
      kind: 'failed',
      reason: 'TypeError: context.succeed is not a function',
    })
  })
})
