import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { FunctionResult } from '../../plugin/local/lambda/start-functions.ts'
import { untilEnded } from '../support/process-state.ts'
import { aPythonFunction, programsDir, startPrograms } from '../support/programs.ts'
import type { TestFunctions } from '../support/test-functions.ts'

const dir = join(programsDir, 'python')

interface Echo {
  readonly event: unknown
  readonly calls: number
  readonly context: Record<string, unknown>
  readonly environment: Record<string, string>
  readonly cwd: string
  readonly path: readonly string[]
}

function valueIn<Value>(outcome: FunctionResult): Value {
  if (outcome.kind !== 'returned') throw new Error(`wanted a value, got ${JSON.stringify(outcome)}`)
  return outcome.value as Value
}

describe('a Python function', () => {
  let host: TestFunctions

  beforeAll(async () => {
    host = await startPrograms([
      aPythonFunction('echo', 'echo.handler', {
        environment: { OWN: 'yes' },
        memoryMb: 192,
        timeoutSeconds: 7,
      }),
      aPythonFunction('sleep', 'echo.sleep'),
      aPythonFunction('slashed', 'pkg/inner.handler'),
      aPythonFunction('dotted', 'pkg.inner.handler'),
    ])
  }, 60_000)

  afterAll(() => host.close())

  test('gets the event and the context as on Lambda', async () => {
    const { event, context } = valueIn<Echo>(await host.invoke('echo', { a: [1, null, 'ü'] }))

    expect(event).toEqual({ a: [1, null, 'ü'] })
    expect(context).toEqual({
      function_name: 'test-dev-echo',
      function_version: '$LATEST',
      memory_limit_in_mb: '192',
      log_group_name: '/aws/lambda/test-dev-echo',
      log_stream_name: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      invoked_function_arn: 'arn:aws:lambda:eu-central-1:123456789012:function:test-dev-echo',
      aws_request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      remaining: expect.any(Number),
    })
    expect(context.remaining).toBeGreaterThan(4_000)
  })

  test("sees the service's environment and Lambda's, and nothing of the shell", async () => {
    const { environment } = valueIn<Echo>(
      await host.invoke('echo', { headers: { 'x-amzn-trace-id': 'Root=1-2-3' } }),
    )

    expect(environment).toMatchObject({
      OWN: 'yes',
      AWS_EXECUTION_ENV: 'AWS_Lambda_python3.12',
      LAMBDA_TASK_ROOT: dir,
      _HANDLER: 'echo.handler',
      _X_AMZN_TRACE_ID: 'Root=1-2-3',
      AWS_LAMBDA_RUNTIME_API: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    })
    expect(Object.keys(environment)).not.toContain('HOME')
    expect(Object.keys(environment)).not.toContain('VIRTUAL_ENV')
  })

  test('ignores a trace header that no gateway would send', async () => {
    const event = { headers: { 'x-amzn-trace-id': 'Root=1\r\nx: 1' } }

    expect(valueIn<Echo>(await host.invoke('echo', event)).environment._X_AMZN_TRACE_ID).toBeUndefined()
  })

  test('finds its own modules first, and what runs it last', async () => {
    const { path, cwd } = valueIn<Echo>(await host.invoke('echo', {}))

    expect(cwd).toBe(dir)
    expect(path[0]).toBe(dir)
    expect(path.at(-1)).toMatch(/run-\d+-\d+\/python$/)
  })

  test.each(['slashed', 'dotted'])('loads a %s handler, relative imports too', async (key) => {
    expect(await host.invoke(key, {})).toEqual({ kind: 'returned', value: 'from within' })
  })

  test('keeps one process for one event after the other', async () => {
    const before = valueIn<Echo>(await host.invoke('echo', {})).calls

    expect(valueIn<Echo>(await host.invoke('echo', {})).calls).toBe(before + 1)
  })

  test('runs events that wait beside each other, each in a process of its own', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => host.invoke('sleep', { ms: 400 })))

    expect(new Set(all.map((each) => valueIn<{ instance: number }>(each).instance)).size).toBeGreaterThan(1)
  })

  test('says once which Python runs in place of another', () => {
    const said = host.log.filter((line) =>
      line.startsWith('Functions with runtime python3.12 run with Python'),
    )

    expect(said.length).toBeLessThanOrEqual(1)
  })
})

describe('a Python function that fails', () => {
  let host: TestFunctions

  beforeAll(async () => {
    host = await startPrograms(
      [
        aPythonFunction('faults', 'faults.handler', { timeoutSeconds: 3, memoryMb: 128 }),
        aPythonFunction('other', 'faults.handler'),
      ],
      { maxInstances: 1 },
    )
    await host.invoke('other', { fault: 'none' })
  }, 60_000)

  afterAll(() => host.close())

  const fine = { kind: 'returned', value: 'fine' }
  const failed = (reason: RegExp) =>
    expect.objectContaining({ kind: 'failed', reason: expect.stringMatching(reason) })

  test('by an answer that is not JSON gives its text, as API Gateway does', async () => {
    expect(await host.invoke('faults', { fault: 'NaN' })).toEqual({ kind: 'returned', value: 'NaN' })
  })

  test.each<[string, RegExp]>([
    ['raise', /^Refused: no entry$/],
    ['not serialisable', /^Runtime\.MarshalError: Unable to marshal response: .*object/],
    ['exit', /^Runtime\.ExitError: .+ code 3$/],
    ['os exit', /^Runtime\.ExitError: .+ code 3$/],
    ['interrupt', /^Runtime\.ExitError: .+ (code \d+|signal SIGINT)$/],
    ['kill itself', /^Runtime\.ExitError: .+ signal SIGKILL/],
    ['abort', /^Runtime\.ExitError: .+ signal SIGABRT$/],
    ['segfault', /^Runtime\.ExitError: .+ signal SIGSEGV$/],
    ['hoard', /^Runtime\.OutOfMemory: .+ 128 MB/],
    ['too long', /^the response is longer than Lambda's 6291556 bytes$/],
  ])('by "%s" costs that event, at once, and no other', async (fault, reason) => {
    const before = performance.now()
    expect(await host.invoke('faults', { fault })).toMatchObject(failed(reason))

    expect(performance.now() - before).toBeLessThan(2_500)
    expect(await host.invoke('faults', { fault: 'none' })).toEqual(fine)
    expect(await host.invoke('other', { fault: 'none' })).toEqual(fine)
  })

  test.each(['loop', 'sleep'])('by "%s" is ended at its timeout', async (fault) => {
    expect(await host.invoke('faults', { fault })).toEqual({ kind: 'timed-out' })
    expect(await host.invoke('faults', { fault: 'none' })).toEqual(fine)
  })

  test('has its traceback in the log before the failure, and before the answer', async () => {
    host.log.length = 0
    await host.invoke('faults', { fault: 'raise' })

    expect(host.log).toEqual([
      expect.stringMatching(/^\[faults\] \[ERROR\] Refused: no entry$/),
      '[faults] Traceback (most recent call last):',
      expect.stringMatching(/File ".+\/python\/faults\.py", line \d+, in handler/),
      expect.stringMatching(/return faults/),
      expect.stringMatching(/File ".+\/python\/faults\.py", line \d+, in fail/),
      expect.stringMatching(/raise Refused/),
      '[faults] failed: Refused: no entry',
    ])
  })

  test.each(['long', 'fork', 'write'])('is not one that does "%s"', async (fault) => {
    expect((await host.invoke('faults', { fault })).kind).toBe('returned')
    expect(await host.invoke('faults', { fault: 'none' })).toEqual(fine)
  })

  test('between two events is told in the log', async () => {
    expect(await host.invoke('faults', { fault: 'exit later' })).toEqual(fine)

    expect(await host.line(/between two events/)).toBe(
      '[faults] Runtime.ExitError: the function ended its own process with code 4 (between two events)',
    )
  })

  test('takes the processes that it has started with it', async () => {
    const pids = valueIn<number[]>(await host.invoke('faults', { fault: 'children' }))
    await host.invoke('faults', { fault: 'os exit' })

    for (const pid of pids) expect(await untilEnded(pid, 2_000)).toBe(true)
  })
})

describe('a Python function that does not load', () => {
  test.each<[string, RegExp]>([
    ['raises_on_load.handler', /^failed to load: ValueError: not today$/],
    ['exits_on_load.handler', /^failed to load: Runtime\.ExitError: .+ code 9$/],
    [
      'misses_module.handler',
      /^failed to load: Runtime\.ImportModuleError: .+No module named 'not_installed_anywhere'/,
    ],
    ['syntax_error.handler', /^failed to load: Runtime\.UserCodeSyntaxError: /],
    ['echo.nothing', /^failed to load: Runtime\.HandlerNotFound: /],
    ['absent.handler', /^failed to load: Runtime\.ImportModuleError: .+No module named 'absent'/],
    ['nodot', /^failed to load: Runtime\.MalformedHandlerName: /],
  ])('%s answers what is wrong', async (handler, reason) => {
    const host = await startPrograms([aPythonFunction('broken', handler)])

    expect(await host.invoke('broken', {})).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(reason),
    })
    await host.close()
  })
})
