import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { isRunning, untilEnded } from '../../support/process-state.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { handlersDir } from '../../support/test-api.ts'
import { aFunction, startTestFunctions, type TestFunctions } from '../../support/test-functions.ts'

describe('a function that takes its own process down', () => {
  let host: TestFunctions

  beforeAll(async () => {
    host = await startTestFunctions([
      aFunction('faults', 'faults.handler', { timeoutSeconds: 5, memoryMb: 128 }),
      aFunction('other', 'faults.handler'),
    ])
    await host.invoke('other', { fault: 'none' })
  })

  afterAll(() => host.close())

  async function logOf(fault: string): Promise<string> {
    host.log.length = 0
    await host.invoke('faults', { fault })
    return host.log.join('\n')
  }

  test.each<[string, RegExp]>([
    ['hoard', /^Runtime\.OutOfMemory: .+ 128 MB/],
    ['hoard at once', /^Runtime\.OutOfMemory: .+ 128 MB/],
    ['hoard text', /^Runtime\.OutOfMemory: .+ 128 MB/],
    ['hoard buffers', /^Runtime\.OutOfMemory: .+ 128 MB/],
    ['abort', /^Runtime\.ExitError: .+ signal SIGABRT, which process\.abort\(\) sends$/],
    ['kill itself', /^Runtime\.ExitError: .+ signal SIGKILL/],
    ['segfault', /^Runtime\.ExitError: .+ signal SIGSEGV$/],
    ['exit', /^Runtime\.ExitError: .+ code 3$/],
    ['close the channel', /^Runtime\.ExitError: .+ file descriptor 3/],
    ['write into the channel', /^Runtime\.ExitError: .+ file descriptor 3/],
    ['write JSON into the channel', /^Runtime\.ExitError: .+ file descriptor 3/],
  ])(
    'given one that does "%s", when it is invoked, then it alone has failed, the other answers meanwhile and after, and it answers again',
    async (fault, reason) => {
      const dying = host.invoke('faults', { fault })
      expect(await host.invoke('other', { fault: 'none' })).toEqual({ kind: 'returned', value: 'fine' })

      expect(await dying).toMatchObject({ kind: 'failed', reason: expect.stringMatching(reason) })
      expect(await host.invoke('other', { fault: 'none' })).toEqual({ kind: 'returned', value: 'fine' })
      expect(await host.invoke('faults', { fault: 'none' })).toEqual({ kind: 'returned', value: 'fine' })
    },
  )

  test('given one in an endless loop, when its time is up, then it has timed out and the other has answered all the while', async () => {
    const looping = host.invoke('faults', { fault: 'loop' })
    for (let count = 0; count < 20; count += 1) {
      expect(await host.invoke('other', { fault: 'none' })).toEqual({ kind: 'returned', value: 'fine' })
    }

    expect(await looping).toEqual({ kind: 'timed-out' })
    expect(await host.invoke('faults', { fault: 'none' })).toEqual({ kind: 'returned', value: 'fine' })
  })

  test.each([
    ['reject later', 'Error: rejected after the answer (between two events)'],
    ['throw later', 'Error: thrown after the answer (between two events)'],
    ['exit later', 'Runtime.ExitError: the function ended its own process with code 4 (between two events)'],
  ])(
    'given one that does "%s", when it has answered, then the answer counts, and the log says what came after',
    async (fault, line) => {
      host.log.length = 0
      expect(await host.invoke('faults', { fault })).toEqual({ kind: 'returned', value: 'fine' })

      expect(await host.line(/between two events/)).toBe(`[faults] ${line}`)
      expect(await host.invoke('faults', { fault: 'none' })).toEqual({ kind: 'returned', value: 'fine' })
    },
  )

  test.each(['hoard', 'abort'])(
    'given one that does "%s", when Node crashes, then the log says why and has none of the addresses that Node prints',
    async (fault) => {
      const log = await logOf(fault)

      expect(log).toMatch(/^\[faults\] failed: Runtime\..+$/)
      expect(log).not.toMatch(/Last few GCs|Native stack trace|0x/)
    },
  )
})

describe('a function that writes without end', () => {
  let host: TestFunctions

  beforeAll(async () => {
    host = await startTestFunctions([
      aFunction('faults', 'faults.handler', { timeoutSeconds: 30, memoryMb: 1_024 }),
    ])
  })

  afterAll(() => host.close())

  const fine = { kind: 'returned', value: 'fine' }
  const written = { kind: 'returned', value: 'written' }
  const failed = (reason: RegExp) =>
    expect.objectContaining({ kind: 'failed', reason: expect.stringMatching(reason) })

  test.each([
    ['write 400 MB to stdout', written],
    ['write 400 MB to stderr', written],
    ['write 400 MB into the channel', failed(/file descriptor 3/)],
    ['far too long', failed(/^the response is longer than Lambda's 6291556 bytes$/)],
    ['fail with a long message', failed(/^Error: x+$/)],
    ['fail with an error of odd parts', failed(/^5: odd$/)],
    ['fail with what has no text', failed(/^object: a value that has no text$/)],
  ])(
    '%s: the memory of the run does not grow by it, and the next event is answered',
    async (fault, result) => {
      host.log.length = 0
      const before = process.memoryUsage.rss()
      expect(await host.invoke('faults', { fault })).toEqual(result)

      expect(process.memoryUsage.rss() - before).toBeLessThan(200_000_000)
      expect(await host.invoke('faults', { fault: 'none' })).toEqual(fine)
      for (const line of host.log) expect(line.length).toBeLessThan(263_000)
    },
  )
})

describe('a function that writes control characters', () => {
  test.each([
    [true, '[faults] \\x1b[2J\u001b[31mred\\x1b]0;title\\x07\u001b[0m', '[faults] \u001b[32mgreen\u001b[0m'],
    [false, '[faults] \\x1b[2J\\x1b[31mred\\x1b]0;title\\x07', '[faults] \\x1b[32mgreen'],
  ])('moves nothing on the terminal, and may use colours: %s', async (allowsColours, red, green) => {
    const host = await startTestFunctions([aFunction('faults', 'faults.handler')], { allowsColours })
    await host.invoke('faults', { fault: 'write control characters' })
    await Promise.all([host.line(/red/), host.line(/green/)])

    expect(host.log).toEqual(
      expect.arrayContaining([red, green, '[faults] failed: Error: \\x1b[1A cursor up']),
    )
    await host.close()
  })
})

describe('a function in a process of its own', () => {
  let host: TestFunctions

  beforeAll(async () => {
    host = await startTestFunctions([
      aFunction('faults', 'faults.handler', { timeoutSeconds: 3 }),
      aFunction('other', 'faults.handler'),
    ])
  })

  afterAll(() => host.close())

  test('given one that moves to another folder, when the other is asked, then it and the local run are where they were', async () => {
    const before = process.cwd()
    expect(await host.invoke('faults', { fault: 'move elsewhere' })).toEqual({ kind: 'returned', value: '/' })

    expect(await host.invoke('other', { fault: 'show itself' })).toMatchObject({
      value: { cwd: handlersDir },
    })
    expect(process.cwd()).toBe(before)
  })

  test('given its process, when a function looks at it, then nothing of a parent is to be seen', async () => {
    expect(await host.invoke('other', { fault: 'show itself' })).toEqual({
      kind: 'returned',
      value: { cwd: handlersDir, argv: 2, send: 'undefined', connected: 'undefined', listeners: 0 },
    })
  })

  test('given one that has started a program, when its time is up in another event, then the program ends with it', async () => {
    const started = await host.invoke('faults', { fault: 'start a child' })
    const [, child] = started.kind === 'returned' ? (started.value as [number, number]) : []
    expect(await isRunning(Number(child))).toBe(true)
    await host.invoke('faults', { fault: 'exit' })

    expect(await untilEnded(Number(child), 5_000)).toBe(true)
  })
})

const describeOnLinux = process.platform === 'linux' ? describe : describe.skip

describeOnLinux('a detached child', () => {
  const detached = 'start a detached child'

  async function startOne(fault: string) {
    const host = await startTestFunctions([aFunction('faults', 'faults.handler', { timeoutSeconds: 2 })])
    const started = await host.invoke('faults', { fault })
    const [, child] = started.kind === 'returned' ? (started.value as [number, number]) : []
    expect(await isRunning(Number(child))).toBe(true)
    return { host, child: Number(child) }
  }

  test.each(['exit', 'abort', 'kill itself', 'loop'])('ends when its function does: %s', async (fault) => {
    const { host, child } = await startOne(detached)
    await host.invoke('faults', { fault })

    expect(await untilEnded(child, 5_000)).toBe(true)
    await host.close()
  })

  test.each([detached, `${detached} without environment`])('ends with the local run: %s', async (fault) => {
    const { host, child } = await startOne(fault)
    await host.close()

    expect(await untilEnded(child, 2_000)).toBe(true)
  })
})

describe('the end of the local run', () => {
  const startsOne = (outDir: string, fault: string, child = 'start a child') => `
    import { startFunctions } from ${JSON.stringify(new URL('../../../plugin/local/lambda/start-functions.ts', import.meta.url).href)}
    const functions = [${JSON.stringify(aFunction('faults', 'faults.handler', { timeoutSeconds: 60 }))}]
    const service = { name: 't', stage: 'd', region: 'r', dir: ${JSON.stringify(handlersDir)}, functions, routes: [], cors: undefined, tables: [] }
    const log = (line) => console.log(line)
    const host = await startFunctions({ service, environment: {}, outDir: ${JSON.stringify(outDir)}, watch: false, log })
    const started = await host.invoke('faults', { fault: ${JSON.stringify(child)} })
    console.log('child pid', started.value[1])
    console.log('idle pid', started.value[0])
    await host.invoke('faults', { fault: ${JSON.stringify(fault)} })
    setInterval(() => {}, 1000)
  `

  test.each<[string, string, NodeJS.Signals]>([
    ['runs in circles', 'tell its number and loop', 'SIGKILL'],
    ['is idle', 'none', 'SIGKILL'],
    ['is idle and holds on at exit', 'hold on at exit', 'SIGKILL'],
    ['runs in circles', 'tell its number and loop', 'SIGINT'],
  ])(
    'given a function that %s (%s), when the local run is ended by %s, then it ends too',
    async (_what, fault, signal) => {
      const outDir = await temporaryFolder()
      const script = ['--input-type=module', '-e', startsOne(outDir.path, fault)]
      const run = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'ignore'] })
      const wanted = fault.includes('loop') ? /^\[faults\] pid (\d+)$/ : /^idle pid (\d+)$/
      let pid = 0
      for await (const line of createInterface(run.stdout)) {
        pid = Number(wanted.exec(line)?.[1])
        if (pid > 0) break
      }
      expect(await isRunning(pid)).toBe(true)
      run.kill(signal)
      await once(run, 'exit')

      expect(await untilEnded(pid, 5_000)).toBe(true)
      await outDir.remove()
    },
  )

  test('by kill -9 also ends a detached child and the process that builds, which no longer notices', async () => {
    const outDir = await temporaryFolder()
    const script = ['--input-type=module', '-e', startsOne(outDir.path, 'none', 'start a detached child')]
    const run = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'ignore'] })
    let child = 0
    for await (const line of createInterface(run.stdout)) {
      child ||= Number(/^child pid (\d+)$/.exec(line)?.[1])
      if (line.startsWith('idle pid')) break
    }
    const build = await buildProcessOf(run.pid)
    process.kill(build, 'SIGSTOP')
    run.kill('SIGKILL')
    await once(run, 'exit')

    expect(await untilEnded(build, 5_000)).toBe(true)
    if (process.platform === 'linux') expect(await untilEnded(child, 5_000)).toBe(true)
    await outDir.remove()
  })
})

async function buildProcessOf(pid: number | undefined): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args='])
  const row = stdout.split('\n').find((line) => line.includes(` ${pid} `) && line.includes('--service='))
  return Number(row?.trim().split(/\s+/)[0])
}
