import { execFile } from 'node:child_process'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { zipSync } from 'fflate'
import type { LocalFunction } from '../../plugin/service/service.ts'
import { programsDir, startPrograms } from '../support/programs.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'
import { aFunction, type TestFunctions } from '../support/test-functions.ts'

function aProgram(key: string, parts: Partial<LocalFunction> = {}): LocalFunction {
  return aFunction(key, 'bootstrap', { runtime: 'provided.al2023', ...parts })
}

const failed = (reason: RegExp) =>
  expect.objectContaining({ kind: 'failed', reason: expect.stringMatching(reason) })

describe("a program with AWS's client for Go", () => {
  let service: TemporaryFolder
  let host: TestFunctions

  beforeAll(async () => {
    service = await temporaryFolder()
    const output = join(service.path, 'bootstrap')
    await promisify(execFile)('go', ['build', '-tags', 'lambda.norpc', '-o', output, '.'], {
      cwd: join(programsDir, 'go'),
      env: { ...process.env, CGO_ENABLED: '0' },
    })
    host = await startPrograms([aProgram('go', { timeoutSeconds: 2 })], { dir: service.path })
  }, 240_000)

  afterAll(async () => {
    await host.close()
    await service.remove()
  })

  test('runs as on Lambda', async () => {
    expect(await host.invoke('go', {})).toEqual({
      kind: 'returned',
      value: {
        arn: 'arn:aws:lambda:eu-central-1:123456789012:function:test-dev-go',
        hasDeadline: true,
        executionEnv: '',
        functionName: 'test-dev-go',
        taskRoot: service.path,
        isShellHidden: true,
      },
    })
  })

  test.each<[string, RegExp]>([
    ['error', /^errorString: no entry$/],
    ['panic', /^string: at the disco$/],
    ['exit', /^Runtime\.ExitError: .+ code 3$/],
  ])('by "%s" fails that event, and answers the next', async (fault, reason) => {
    expect(await host.invoke('go', { fault })).toMatchObject(failed(reason))
    expect((await host.invoke('go', {})).kind).toBe('returned')
  })

  test('is ended at its timeout', async () => {
    expect(await host.invoke('go', { fault: 'sleep' })).toEqual({ kind: 'timed-out' })
  })

  test('a panic has its frames in the log', async () => {
    host.log.length = 0
    await host.invoke('go', { fault: 'panic' })

    expect(await host.line(/at handle \(.*main\.go:\d+\)/)).toBeDefined()
  })
})

/** The Runtime API as a shell script speaks it. */
const script = `#!/bin/sh
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while true; do
  headers=$(mktemp)
  event=$(curl -sS -D "$headers" "$api/next") || exit 1
  id=$(grep -i lambda-runtime-aws-request-id "$headers" | tr -d '\\r' | cut -d' ' -f2)
  rm -f "$headers"
  curl -sS -o /dev/null "$api/$id/response" -d "{\\"got\\":$event,\\"version\\":VERSION}"
done
`

describe('a program in any language', () => {
  let service: TemporaryFolder
  let host: TestFunctions | undefined

  beforeEach(async () => {
    service = await temporaryFolder()
  })

  afterEach(async () => {
    await host?.close()
    host = undefined
    await service.remove()
  })

  const bootstrap = () => join(service.path, 'bootstrap')

  async function start(parts: Partial<LocalFunction> = {}, watch = false): Promise<TestFunctions> {
    host = await startPrograms([aProgram('any', parts)], { dir: service.path, watch })
    return host
  }

  async function writeZip(mode: number): Promise<string> {
    const code = new TextEncoder().encode(script.replace('VERSION', '1'))
    const path = join(service.path, 'function.zip')
    await writeFile(path, zipSync({ bootstrap: [code, { os: 3, attrs: mode << 16 }] }))
    return path
  }

  test('runs from the folder, and again when it is built again', async () => {
    await writeFile(bootstrap(), script.replace('VERSION', '1'), { mode: 0o755 })
    const running = await start({}, true)
    expect(await running.invoke('any', [1])).toEqual({ kind: 'returned', value: { got: [1], version: 1 } })

    await writeFile(bootstrap(), script.replace('VERSION', '2 '))
    await running.line(/now serving the new version/)
    expect(await running.invoke('any', 2)).toEqual({ kind: 'returned', value: { got: 2, version: 2 } })
  })

  test('runs from its artifact, by the modes in the zip', async () => {
    const running = await start({ artifact: await writeZip(0o100755) })

    expect(await running.invoke('any', {})).toEqual({ kind: 'returned', value: { got: {}, version: 1 } })
  })

  test('that is not executable in its artifact is named: it fails on AWS too', async () => {
    const running = await start({ artifact: await writeZip(0o100644) })

    expect(await running.invoke('any', {})).toMatchObject(
      failed(/bootstrap in function\.zip is not executable/),
    )
  })

  test('that is not executable in the folder is named', async () => {
    await writeFile(bootstrap(), script)
    await chmod(bootstrap(), 0o644)

    expect(await (await start()).invoke('any', {})).toMatchObject(
      failed(/bootstrap in the folder of the service is not executable/),
    )
  })

  test('that is not there is named', async () => {
    expect(await (await start()).invoke('any', {})).toMatchObject(
      failed(/There is no bootstrap in the folder of the service, which provided\.al2023 runs\. Build it/),
    )
  })

  test('whose artifact is not there is named', async () => {
    const running = await start({ artifact: join(service.path, 'absent.zip') })

    expect(await running.invoke('any', {})).toMatchObject(
      failed(/absent\.zip cannot be unpacked: it does not exist/),
    )
  })

  test('whose artifact is no zip is named', async () => {
    await writeFile(join(service.path, 'text.zip'), 'text')
    const running = await start({ artifact: join(service.path, 'text.zip') })

    expect(await running.invoke('any', {})).toMatchObject(failed(/text\.zip cannot be unpacked: /))
  })

  test('that ends after each answer loses no event', async () => {
    const once = script.replace('VERSION', '1').replace('while true; do', 'for _ in 1; do')
    await writeFile(bootstrap(), once, { mode: 0o755 })
    const running = await start()

    for (const event of [1, 2, 3, 4])
      expect(await running.invoke('any', event)).toEqual({
        kind: 'returned',
        value: { got: event, version: 1 },
      })
  })

  test('that ends at once fails its first event, at once', async () => {
    await writeFile(bootstrap(), '#!/bin/sh\necho going\nexit 7\n', { mode: 0o755 })
    const running = await start()

    expect(await running.invoke('any', {})).toMatchObject(failed(/Runtime\.ExitError: .+ code 7/))
    expect(await running.line(/^\[any\] going$/)).toBeDefined()
  })
})
