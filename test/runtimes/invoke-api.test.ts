import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type InvokeApi, startInvokeApi } from '../../plugin/local/invoke-api/start-invoke-api.ts'
import { type RunningFunctions, startFunctions } from '../../plugin/local/lambda/start-functions.ts'
import { aPythonFunction, programsDir, runtimesDir } from '../support/programs.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'
import { aService, handlersDir } from '../support/test-api.ts'
import { aFunction } from '../support/test-functions.ts'

const accessKeyId = 'LOCAL'
const arn = 'arn:aws:lambda:eu-central-1:123456789012:function:test-dev-echo'

let outDir: TemporaryFolder
let api: InvokeApi
let node: RunningFunctions
let python: RunningFunctions
let client: LambdaClient
const log: string[] = []

beforeAll(async () => {
  outDir = await temporaryFolder()
  const common = { environment: {}, watch: false, runtimesDir, log: (line: string) => void log.push(line) }
  const nodeFunctions = [
    aFunction('echo', 'echo.handler'),
    aFunction('faults', 'faults.handler', { timeoutSeconds: 1 }),
    aFunction('client', 'client-context.handler'),
    aFunction('journal', 'sleep.handler'),
  ]
  const pythonFunctions = [
    aPythonFunction('py', 'faults.handler'),
    aPythonFunction('context', 'context.handler'),
  ]
  const obstacle = { name: 'function ruby', reason: 'its runtime is ruby3.4', remedy: 'Test it on AWS.' }
  node = await startFunctions({
    ...common,
    service: aService({ dir: handlersDir, functions: nodeFunctions }),
    outDir: join(outDir.path, 'node'),
  })
  python = await startFunctions({
    ...common,
    service: aService({ dir: join(programsDir, 'python'), functions: pythonFunctions }),
    outDir: join(outDir.path, 'python'),
  })
  api = await startInvokeApi({ port: 0, accessKeyId })
  const ruby = aFunction('ruby', 'a.b', { notServed: obstacle })
  const service = aService({ functions: [...nodeFunctions, ...pythonFunctions, ruby] })
  api.serve(service, { run: async (key, event) => (await node.run(key, event)) ?? python.run(key, event) })
  client = aClient(accessKeyId)
}, 60_000)

afterAll(async () => {
  client.destroy()
  await api.close()
  await Promise.all([node.close(), python.close()])
  await outDir.remove()
})

function aClient(id: string): LambdaClient {
  const credentials = { accessKeyId: id, secretAccessKey: 'local' }
  return new LambdaClient({ region: 'eu-central-1', endpoint: api.endpoint, credentials, maxAttempts: 1 })
}

async function invoke(FunctionName: string, event: unknown, more: object = {}) {
  const Payload = Buffer.from(JSON.stringify(event))
  const answer = await client.send(new InvokeCommand({ FunctionName, Payload, ...more }))
  return { ...answer, payload: Buffer.from(answer.Payload ?? []).toString() }
}

describe("the AWS SDK's Invoke", () => {
  test.each([
    'test-dev-echo',
    'test-dev-echo:live',
    '123456789012:function:test-dev-echo',
    arn,
    `${arn}:$LATEST`,
  ])('finds a function by %s', async (name) => {
    const { StatusCode, ExecutedVersion, FunctionError, payload } = await invoke(name, { a: 'ü' })

    expect({ StatusCode, ExecutedVersion, FunctionError }).toEqual({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
    })
    expect(JSON.parse(payload)).toMatchObject({ event: { a: 'ü' } })
  })

  test('without a payload sends an empty object', async () => {
    const { Payload } = await client.send(new InvokeCommand({ FunctionName: 'test-dev-echo' }))

    expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toMatchObject({ event: {} })
  })

  test.each([
    ['test-dev-faults', 'throw', { errorType: 'TypeError', trace: expect.any(Array) }],
    ['test-dev-faults', 'exit', { errorType: 'Runtime.ExitError', trace: [] }],
    [
      'test-dev-faults',
      'loop',
      { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 1.00 seconds' },
    ],
    [
      'test-dev-py',
      'raise',
      { errorType: 'Refused', errorMessage: 'no entry', stackTrace: expect.any(Array) },
    ],
  ])('tells what went wrong in %s that does "%s"', async (name, fault, error) => {
    const { StatusCode, FunctionError, payload } = await invoke(name, { fault })

    expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: 'Unhandled' })
    expect(JSON.parse(payload)).toMatchObject(error)
  })

  test('gives the end of the log where it is asked for, and no more than 4 kB', async () => {
    const logOf = async (fault: string, more: object) => {
      const { LogResult } = await invoke('test-dev-faults', { fault }, more)
      return LogResult === undefined ? undefined : Buffer.from(LogResult, 'base64').toString()
    }

    expect(await logOf('throw', { LogType: 'Tail' })).toMatch(/^failed: TypeError: thrown on purpose\n/)
    expect(await logOf('write much', { LogType: 'Tail' })).toHaveLength(4_096)
    expect(await logOf('none', { LogType: 'Tail' })).toBe('')
    expect(await logOf('throw', {})).toBeUndefined()
  })

  test.each([
    ['Node.js', 'test-dev-client', '{"custom":{"a":"ü"}}'],
    ['Python', 'test-dev-context', '"custom": {"a": "ü"}'],
  ])('passes the client context to %s', async (_runtime, name, wanted) => {
    const ClientContext = Buffer.from('{"custom":{"a":"ü"}}').toString('base64')

    expect((await invoke(name, {}, { ClientContext })).payload).toContain(wanted)
  })

  test('keeps numbers that JavaScript cannot hold', async () => {
    const raw = await client.send(
      new InvokeCommand({
        FunctionName: 'test-dev-context',
        Payload: Buffer.from('{"id":\n12345678901234567890}'),
      }),
    )

    expect(Buffer.from(raw.Payload ?? []).toString()).toContain('12345678901234567890')
  })

  test('as an event is accepted before it has run', async () => {
    const before = performance.now()
    const { StatusCode, payload } = await invoke('test-dev-journal', { ms: 700 }, { InvocationType: 'Event' })

    expect({ StatusCode, payload }).toEqual({ StatusCode: 202, payload: '' })
    expect(performance.now() - before).toBeLessThan(600)
  })

  test('as a dry run runs nothing', async () => {
    const { StatusCode } = await invoke('test-dev-faults', { fault: 'exit' }, { InvocationType: 'DryRun' })

    expect(StatusCode).toBe(204)
  })

  test.each([
    [
      'test-dev-nothing',
      { name: 'ResourceNotFoundException', message: /^Function not found: arn:.+:test-dev-nothing/ },
    ],
    [
      'test-dev-ruby',
      { name: 'ServiceException', message: /^function ruby is not served here: its runtime is ruby3\.4/ },
    ],
  ])('of %s is refused as Lambda refuses', async (name, { name: type, message }) => {
    await expect(invoke(name, {})).rejects.toMatchObject({
      name: type,
      message: expect.stringMatching(message),
    })
  })

  test('of an event that is too long is refused', async () => {
    await expect(invoke('test-dev-echo', 'x'.repeat(6_300_000))).rejects.toMatchObject({
      name: 'RequestTooLargeException',
    })
    await expect(
      invoke('test-dev-echo', 'x'.repeat(1_100_000), { InvocationType: 'Event' }),
    ).rejects.toMatchObject({ name: 'RequestTooLargeException' })
  })

  test("with another run's key is refused", async () => {
    const other = aClient('OTHER')

    await expect(other.send(new InvokeCommand({ FunctionName: 'test-dev-echo' }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    })
    other.destroy()
  })
})

interface Raw {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

function send({
  method = 'POST',
  path,
  headers = {},
  body = '{}',
}: Raw): Promise<readonly (number | string | undefined)[]> {
  const { hostname, port } = new URL(api.endpoint)
  const standard = { authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/x` }
  const where = path ?? '/2015-03-31/functions/test-dev-echo/invocations'
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { hostname, port, method, path: where, headers: { ...standard, ...headers } },
      (answer) => {
        let text = ''
        answer.on('data', (chunk) => {
          text += chunk
        })
        answer.on('end', () =>
          resolve([answer.statusCode, answer.headers['x-amzn-errortype'] as string, text]),
        )
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

describe('the Invoke API', () => {
  test.each<[string, Raw, number, string]>([
    ['of a web page', { headers: { origin: 'http://evil.example' } }, 403, 'AccessDeniedException'],
    [
      'that a browser sends for one',
      { headers: { 'sec-fetch-site': 'cross-site' } },
      403,
      'AccessDeniedException',
    ],
    ['for another host', { headers: { host: 'evil.example' } }, 403, 'AccessDeniedException'],
    [
      'that nobody signed',
      { headers: { authorization: 'none' } },
      403,
      'MissingAuthenticationTokenException',
    ],
    ['that is no JSON', { body: '{' }, 400, 'InvalidRequestContentException'],
    ['for another log', { headers: { 'x-amz-log-type': 'All' } }, 400, 'ValidationException'],
    ['of another type', { headers: { 'x-amz-invocation-type': 'Other' } }, 400, 'ValidationException'],
    [
      'with a client context that is none',
      { headers: { 'x-amz-client-context': '!' } },
      400,
      'InvalidRequestContentException',
    ],
    [
      'for the list of functions',
      { method: 'GET', path: '/2015-03-31/functions/', body: '' },
      404,
      'UnknownOperationException',
    ],
  ])('refuses a request %s', async (_name, raw, status, type) => {
    expect((await send(raw)).slice(0, 2)).toEqual([status, type])
  })

  test('answers the old asynchronous call', async () => {
    expect(await send({ path: '/2014-11-13/functions/test-dev-echo/invoke-async/' })).toEqual([
      202,
      undefined,
      '{"Status":202}',
    ])
  })
})
