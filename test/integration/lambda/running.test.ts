import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { FunctionResult } from '../../../plugin/local/lambda/start-functions.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { handlersDir } from '../../support/test-api.ts'
import { aFunction, startTestFunctions, type TestFunctions } from '../../support/test-functions.ts'

const logStream = /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/

interface Echo {
  readonly event: unknown
  readonly calls: number
  readonly context: Record<string, unknown>
  readonly environment: Record<string, string>
}

function valueIn<Value>(outcome: FunctionResult): Value {
  if (outcome.kind !== 'returned') throw new Error(`wanted a value, got ${JSON.stringify(outcome)}`)
  return outcome.value as Value
}

describe('a function that runs', () => {
  let host: TestFunctions

  beforeAll(async () => {
    const environment = {
      OWN: 'yes',
      AWS_REGION: 'overridden',
      AWS_ENDPOINT_URL_DYNAMODB: 'from the service',
    }
    host = await startTestFunctions(
      [
        aFunction('echo', 'echo.handler', { environment, memoryMb: 192, timeoutSeconds: 7 }),
        aFunction('synchronous', 'styles.synchronous'),
        aFunction('nested', 'styles.nested.inner.handler'),
        aFunction('common', 'common.get'),
        aFunction('module', 'module.handler'),
      ],
      { environment: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000' } },
    )
  })

  afterAll(() => host.close())

  test('given an event, when it runs, then the handler gets it as JSON gives it, own __proto__ and all', async () => {
    const event: unknown = JSON.parse('{"a":[1,null],"__proto__":{"x":1}}')
    const echo = valueIn<Echo>(await host.invoke('echo', event))

    expect(JSON.stringify(echo.event)).toBe('{"a":[1,null],"__proto__":{"x":1}}')
  })

  test('given its context, when it runs, then it is as on Lambda', async () => {
    const { context } = valueIn<Echo>(await host.invoke('echo', {}))

    expect(context).toEqual({
      functionName: 'test-dev-echo',
      functionVersion: '$LATEST',
      memoryLimitInMB: '192',
      logGroupName: '/aws/lambda/test-dev-echo',
      logStreamName: expect.stringMatching(logStream),
      awsRequestId: expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
      invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:test-dev-echo',
      remainingMs: expect.any(Number),
    })
    expect(context.remainingMs).toBeGreaterThan(4_000)
    expect(context.remainingMs).toBeLessThanOrEqual(7_000)
  })

  test('given its environment, when it runs, then it holds what the service gives and what Lambda sets, and nothing else', async () => {
    const { environment } = valueIn<Echo>(
      await host.invoke('echo', { headers: { 'x-amzn-trace-id': 'Root=1-2-3' } }),
    )

    expect(environment).toEqual({
      OWN: 'yes',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '192',
      AWS_LAMBDA_FUNCTION_NAME: 'test-dev-echo',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/test-dev-echo',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(logStream),
      AWS_REGION: 'eu-central-1',
      LAMBDA_RUNTIME_DIR: '/var/runtime',
      LAMBDA_TASK_ROOT: handlersDir,
      LANG: 'en_US.UTF-8',
      PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
      TZ: ':UTC',
      _HANDLER: 'echo.handler',
      _X_AMZN_TRACE_ID: 'Root=1-2-3',
    })
  })

  test('given several events one after the other, when they run, then one instance is reused', async () => {
    const before = valueIn<Echo>(await host.invoke('echo', {})).calls
    const after = valueIn<Echo>(await host.invoke('echo', {})).calls

    expect(after).toBe(before + 1)
  })

  test.each([
    ['synchronous', 'at once'],
    ['nested', 'from within'],
    ['common', { dirname: 'string', main: 'b' }],
    ['module', ['module.mjs', 'string', 'string']],
  ])('given a handler in the style "%s", when it runs, then its value comes back', async (key, value) => {
    expect(await host.invoke(key, { a: 1 })).toEqual({ kind: 'returned', value })
  })

  test('given a key that the service does not have, when it is invoked, then it has failed', async () => {
    expect(await host.invoke('toString', {})).toMatchObject({ kind: 'failed' })
  })
})

describe('functions under concurrency', () => {
  test('given more events than instances, when they run, then each instance has one at a time and all are answered', async () => {
    const host = await startTestFunctions([aFunction('sleep', 'sleep.handler')], { maxInstances: 3 })
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => host.invoke('sleep', { ms: 40 })))
    const values = outcomes.map((outcome) => valueIn<{ together: number; instance: number }>(outcome))

    expect(new Set(values.map(({ together }) => together))).toEqual(new Set([1]))
    expect(new Set(values.map(({ instance }) => instance)).size).toBe(3)
    await host.close()
  })

  test('given every instance busy for too long, when an event waits, then it is throttled', async () => {
    const host = await startTestFunctions([aFunction('sleep', 'sleep.handler')], {
      maxInstances: 1,
      maxWaitMs: 400,
    })
    await host.invoke('sleep', { ms: 0 })
    const [first, second] = await Promise.all([
      host.invoke('sleep', { ms: 1500 }),
      host.invoke('sleep', { ms: 0 }),
    ])

    expect(first.kind).toBe('returned')
    expect(second).toEqual({ kind: 'throttled' })
    await host.close()
  })

  test('given a function that runs in circles, when another is invoked meanwhile, then it answers, and the first is ended at its timeout', async () => {
    const host = await startTestFunctions([
      aFunction('faults', 'faults.handler', { timeoutSeconds: 1 }),
      aFunction('echo', 'echo.handler'),
    ])
    await host.invoke('echo', {})
    const looping = host.invoke('faults', { fault: 'loop' })
    let isLooping = true
    void looping.then(() => {
      isLooping = false
    })
    for (let count = 0; count < 20; count += 1) valueIn(await host.invoke('echo', {}))

    expect(isLooping).toBe(true)
    expect(await looping).toEqual({ kind: 'timed-out' })
    expect(host.log).toContain('[faults] timed out after 1 s and was ended')
    expect(await host.invoke('faults', { fault: 'none' })).toEqual({ kind: 'returned', value: 'fine' })
    await host.close()
  })
})

describe('a function that goes wrong', () => {
  let host: TestFunctions

  beforeAll(async () => {
    host = await startTestFunctions([
      aFunction('faults', 'faults.handler', { timeoutSeconds: 2, memoryMb: 64 }),
    ])
  })

  afterAll(() => host.close())

  test.each<[string, RegExp]>([
    ['throw', /^TypeError: thrown on purpose$/],
    ['throw text', /^string: only text$/],
    ['reject', /^RangeError: rejected on purpose$/],
    ['never', /^Runtime\.ExitError: .+ waits for something that can no longer come$/],
    ['circle', /^TypeError: .*circular/],
    ['bigint', /^TypeError: .*BigInt/],
    ['long', /^the response is longer than Lambda's 6291556 bytes$/],
  ])(
    'given one that does "%s", when it is invoked, then it has failed, and the next event is answered',
    async (fault, reason) => {
      expect(await host.invoke('faults', { fault })).toMatchObject({
        kind: 'failed',
        reason: expect.stringMatching(reason),
      })

      expect(await host.invoke('faults', { fault: 'none' })).toEqual({ kind: 'returned', value: 'fine' })
    },
  )

  test('given one that throws, when it has failed, then the log has the message and the place in the source', async () => {
    await host.invoke('faults', { fault: 'throw' })

    expect(host.log).toContain('[faults] failed: TypeError: thrown on purpose')
    expect(host.log.join('\n')).toMatch(/\[faults\] {5}at .*faults\.ts:10:\d+\)/)
    expect(host.log.join('\n')).not.toContain('node:internal')
  })

  test('given one that returns nothing, when it is invoked, then the value is null', async () => {
    expect(await host.invoke('faults', { fault: 'nothing' })).toEqual({ kind: 'returned', value: null })
  })

  test('given a response just within the limit, when it comes, then it is passed on', async () => {
    expect((await host.invoke('faults', { fault: 'just short enough' })).kind).toBe('returned')
  })

  test('given one that keeps more Buffers with each event, when they are too many, then it is ended, and the next event is answered', async () => {
    host.log.length = 0
    let isEnded = false
    const ended = host.line(/Runtime\.OutOfMemory: .+ 64 MB/).then(() => {
      isEnded = true
    })
    while (!isEnded) await host.invoke('faults', { fault: 'keep buffers' })
    await ended

    expect(await host.invoke('faults', { fault: 'none' })).toEqual({ kind: 'returned', value: 'fine' })
  })

  test('given output, when it runs, then the log has it line by line', async () => {
    await host.invoke('faults', { fault: 'print' })
    await Promise.all([host.line(/two halves/), host.line(/to stderr/)])

    expect(host.log).toEqual(
      expect.arrayContaining(['[faults] one', '[faults] two halves', '[faults] to stderr']),
    )
  })

  test('given one that never answers, when its time is up, then it has timed out', async () => {
    expect(await host.invoke('faults', { fault: 'wait' })).toEqual({ kind: 'timed-out' })
  })
})

describe('a function that cannot start', () => {
  test('given one that does not load, build, exist or export, when they are invoked, then each fails with its reason and the others run', async () => {
    const host = await startTestFunctions([
      aFunction('load', 'throws-on-load.handler'),
      aFunction('build', 'does-not-build.handler'),
      aFunction('file', 'missing.handler'),
      aFunction('export', 'styles.missing'),
      aFunction('text', 'styles.text'),
      aFunction('path', '../../escape.handler'),
      aFunction('good', 'echo.handler'),
    ])
    const reasonFor = async (key: string) => {
      const outcome = await host.invoke(key, {})
      return outcome.kind === 'failed' ? outcome.reason : outcome.kind
    }

    expect(await reasonFor('load')).toBe('failed to load: Error: no configuration')
    expect(await reasonFor('build')).toMatch(/^failed to build: does-not-build\.cts:2:1: Top-level await/)
    expect(host.log).toContainEqual(expect.stringMatching(/^\[build\] failed to build: does-not-build/))
    expect(host.log).not.toContainEqual(expect.stringContaining('failed: failed'))
    expect(await reasonFor('file')).toBe(
      'failed to build: no such file: missing.ts, .mts, .cts, .js, .mjs or .cjs.',
    )
    expect(await reasonFor('export')).toMatch(/"missing" is not exported; the module exports .*callback/)
    expect(await reasonFor('text')).toMatch(/"text" is string, not a function/)
    expect(await reasonFor('path')).toMatch(
      /^failed to build: handler "\.\.\/\.\.\/escape\.handler" is not valid/,
    )
    expect(await reasonFor('good')).toBe('returned')
    expect(host.log.join('\n')).toMatch(/\[load\] .*throws-on-load\.ts:3:\d+/)
    await host.close()
  })
})

describe('closing', () => {
  test('given a function that runs in circles, when the host closes, then it ends at once and leaves no file', async () => {
    const outDir = await temporaryFolder()
    const host = await startTestFunctions([aFunction('faults', 'faults.handler')], { outDir: outDir.path })
    await host.invoke('faults', { fault: 'none' })
    void host.invoke('faults', { fault: 'loop' })
    await host.close()

    expect(await readdir(outDir.path)).toEqual([])
    await outDir.remove()
  })
})

describe('the time zone of a function', () => {
  test('given a process elsewhere, when a function runs, then its hours are UTC', async () => {
    const outDir = await temporaryFolder()
    const script = `
      import { startFunctions } from ${JSON.stringify(new URL('../../../plugin/local/lambda/start-functions.ts', import.meta.url).href)}
      const functions = [${JSON.stringify(aFunction('echo', 'echo.handler'))}]
      const service = { name: 't', stage: 'd', region: 'r', dir: ${JSON.stringify(handlersDir)}, functions, routes: [], cors: undefined, tables: [] }
      const before = new Date(0).getHours()
      const host = await startFunctions({ service, environment: {}, outDir: ${JSON.stringify(outDir.path)}, watch: false, log() {} })
      const { value } = await host.invoke('echo', {})
      console.log(JSON.stringify([before, value.hour]))
      await host.close()
    `
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { TZ: 'Asia/Tokyo' },
    })

    expect(JSON.parse(stdout)).toEqual([9, 0])
    await outDir.remove()
  })
})
