import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type BundledSource, bundleSource, eventFixture } from '../../support/bundle-source.ts'

const source = `
  import * as z from 'zod'
  import { createHandler, created } from './src/index.ts'
  export const handler = createHandler({
    body: z.strictObject({ displayName: z.string(), locale: z.string(), marketing: z.boolean() }),
    run: async ({ principal, body }) => created('/profile', { subject: principal.subject, ...body }),
  })
  export const slow = createHandler({
    run: async ({ event }) => {
      await new Promise(setImmediate)
      globalThis.timersDuring = timers()
      if (event.rawQueryString === 'fail') throw new Error('x')
      return { statusCode: 204 }
    },
  })
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
`
const post = eventFixture('post-profile-cognito-id-token')
const context = '{ getRemainingTimeInMillis: () => 600_000 }'

describe('a minimal handler, bundled as CommonJS', () => {
  let bundled: BundledSource
  beforeAll(async () => {
    bundled = await bundleSource(source)
  })
  afterAll(() => bundled.remove())

  test('given the bundle, when weighed, then it is below its ceiling', () => {
    // 129.8 kB as of zod 4.6.7 and Middy 7.9.2, of which zod is 85. `import { z }` would make it 450.
    expect(bundled.bytes).toBeLessThan(129_850)
  })

  test('given the bundle, when its files are listed, then none is of the test kit', () => {
    const ofTests = /node_modules\/(jose|quick-lru)\/|^(src\/testing|authorizer|events|tokens)\//

    expect(bundled.inputs).toContain('src/create-handler.ts')
    expect(bundled.inputs.filter((file) => ofTests.test(file))).toEqual([])
  })

  test('given one call, when Node is asked what it loaded, then neither fetch nor anything that brings it', async () => {
    const answer = (await bundled.run(`
      const atStart = new Set(process.moduleLoadList)
      bundle.handler(${post}, ${context}).then(({ statusCode, body }) => {
        const loaded = process.moduleLoadList.filter((name) => !atStart.has(name))
        console.log(JSON.stringify({ statusCode, body, loaded, all: process.moduleLoadList }))
      })
    `)) as { statusCode: number; body: string; loaded: string[]; all: string[] }

    expect(answer.statusCode).toBe(201)
    expect(JSON.parse(answer.body)).toMatchObject({ displayName: 'Mira Ọsei', subject: expect.any(String) })
    expect(answer.all).toContain('NativeModule http')
    const dear = /undici|fetch|https|internal\/url$|webstreams|webcrypto|perf_hooks|inspector|readline/
    expect(answer.loaded.filter((name) => dear.test(name))).toEqual([])
  })

  test('given a touch of Response, when Node is asked the same way, then it shows: the test above can fail', async () => {
    const all = (await bundled.run(
      'new Response(); console.log(JSON.stringify(process.moduleLoadList))',
    )) as string[]
    expect(all.filter((name) => /undici/.test(name))).not.toEqual([])
  })

  test.each(['answers', 'fail'])(
    'given a run that %s, when it is over, then the timer that Middy sets is cleared',
    async (query) => {
      const answer = await bundled.run(`
      const event = { ...${post}, rawQueryString: '${query}' }
      bundle.slow(event, ${context}).then(({ statusCode }) => {
        const after = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
        console.log(JSON.stringify({ statusCode, during: globalThis.timersDuring, after }))
      })
    `)
      // The process has ended by itself, too: a timer of ten minutes would have kept it.
      expect(answer).toEqual({ statusCode: query === 'fail' ? 500 : 204, during: 1, after: 0 })
    },
  )
})
