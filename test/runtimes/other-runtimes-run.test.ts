import { execFile } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type LocalApi, startLocal } from '../../plugin/testing/index.ts'
import { runtimesDir } from '../support/programs.ts'
import { writeService } from '../support/service-fixture.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'

const bin = join(import.meta.dirname, '..', '..', 'plugin', 'bin.js')

const yml = `
provider:
  name: aws
  runtime: nodejs24.x
  httpApi:
    authorizers:
      jwt:
        type: jwt
        identitySource: $request.header.Authorization
        issuerUrl: https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE
        audience: [example-client]
functions:
  front:
    handler: front.handler
    environment:
      BACK: !Ref BackLambdaFunction
      BACK_ARN: !GetAtt BackLambdaFunction.Arn
    events: [{ httpApi: { method: GET, path: /front, authorizer: { name: jwt } } }]
  back:
    handler: back.handler
    runtime: python3.13
    events: [{ httpApi: { method: GET, path: /back, authorizer: { name: jwt } } }]
  program:
    handler: bootstrap
    runtime: provided.al2023
    events: [{ httpApi: GET /program }]
`

const front = `import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
const client = new LambdaClient({})
export const handler = async ({ requestContext }) => {
  const { sub } = requestContext.authorizer.jwt.claims
  const names = [process.env.BACK, process.env.BACK_ARN]
  const answers = await Promise.all(names.map((FunctionName) =>
    client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify({ greet: sub }) }))))
  return answers.map(({ Payload }) => JSON.parse(Buffer.from(Payload).toString()))
}
`

const back = `def handler(event, context):
    if "greet" in event:
        return "hello " + event["greet"]
    if event.get("fail"):
        raise ValueError("as you wish")
    return event["requestContext"]["authorizer"]["jwt"]["claims"]["token_use"]
`

describe('a service of several runtimes', () => {
  let service: TemporaryFolder
  let state: TemporaryFolder
  let api: LocalApi

  beforeAll(async () => {
    ;[service, state] = await Promise.all([
      writeService(yml, { 'front.mjs': front, 'back.py': back }),
      temporaryFolder(),
    ])
    // What pip has installed is kept between runs of the tests.
    await promisify(execFile)('mkdir', ['-p', join(service.path, '.claimcheck'), runtimesDir])
    await symlink(runtimesDir, join(service.path, '.claimcheck', 'runtimes'))
    api = await startLocal({ dir: service.path, state: state.path })
  }, 120_000)

  afterAll(async () => {
    await api.close()
    await Promise.all([service.remove(), state.remove()])
  })

  async function call(path: string, token?: string): Promise<[status: number, body: unknown]> {
    const response = await api.fetch(path, { token })
    const text = await response.text()
    return [response.status, text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text]
  }

  test.each(['id', 'access'] as const)(
    'serves Python behind its authorizer with the %s token',
    async (use) => {
      expect(await call('/back', await api.token({ use }))).toEqual([200, use])
    },
  )

  test('keeps Python closed without a token, and with a forged one', async () => {
    const token = await api.token()

    expect(await call('/back')).toEqual([401, { message: 'Unauthorized' }])
    expect(await call('/back', `${token.slice(0, -8)}AAAAAAAA`)).toEqual([401, { message: 'Unauthorized' }])
  })

  test('lets a Node.js function invoke a Python one by the AWS SDK, by name and by ARN', async () => {
    const [status, body] = await call('/front', await api.token())

    expect(status).toBe(200)
    expect(body).toEqual([expect.stringMatching(/^hello .+/), expect.stringMatching(/^hello .+/)])
  })

  test('answers 501 for a program that is not there, and says what to do', async () => {
    const [status, body] = await call('/program')

    expect(status).toBe(501)
    expect(body).toEqual({
      message: expect.stringMatching(
        /^function program is not served here: There is no bootstrap in the folder/,
      ),
    })
    expect((await api.logs()).join('\n')).toContain('[program] is not served here:')
  })

  async function claimcheckInvoke(...args: string[]) {
    const all = [bin, 'invoke', ...args, '--state', state.path]
    const { stdout, stderr, code } = await promisify(execFile)(process.execPath, all, {
      cwd: service.path,
    }).then(
      (done) => ({ ...done, code: 0 }),
      (error) => error,
    )
    return { stdout, stderr, code }
  }

  test('is invoked from the command line', async () => {
    expect(await claimcheckInvoke('back', '--data', '{"greet":"Ada"}')).toEqual({
      stdout: '"hello Ada"\n',
      stderr: '',
      code: 0,
    })
    expect(await claimcheckInvoke('back', '--data', '{"fail":true}')).toEqual({
      stdout: '',
      stderr: expect.stringMatching(
        /^\{"errorType":"ValueError","errorMessage":"as you wish","stackTrace":\[/,
      ),
      code: 1,
    })
    expect(await claimcheckInvoke('program')).toEqual({
      stdout: '',
      stderr: expect.stringContaining('function program is not served here'),
      code: 1,
    })
  })
})
