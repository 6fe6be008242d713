import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sign } from 'aws4'
import { type LocalApi, startLocal } from '../../plugin/testing/index.ts'
import { writeService } from '../support/service-fixture.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'

const yml = `
provider:
  name: aws
  runtime: nodejs24.x
  region: eu-west-1
  httpApi:
    authorizers:
      simple:
        type: request
        functionName: simple
        enableSimpleResponses: true
        identitySource: $request.header.Authorization
      policy:
        type: request
        functionArn: !GetAtt PolicyLambdaFunction.Arn
        payloadVersion: '1.0'
        resultTtlInSeconds: 60
        identitySource: [$request.querystring.key]
      elsewhere:
        type: request
        functionArn: arn:aws:lambda:eu-west-1:210987654321:function:elsewhere
functions:
  simple: { handler: authorize.simple }
  policy: { handler: authorize.policy }
  show:
    handler: show.handler
    events:
      - httpApi: { method: GET, path: /simple, authorizer: { name: simple } }
      - httpApi: { method: GET, path: '/policy/{id}', authorizer: { name: policy } }
      - httpApi: { method: GET, path: /elsewhere, authorizer: { name: elsewhere } }
      - httpApi: { method: GET, path: /signed, authorizer: { type: aws_iam } }
`

const files = {
  'authorize.js': `
    exports.simple = async ({ identitySource: [who] }) => {
      if (who === 'broken') throw new Error('on purpose')
      return { isAuthorized: who === 'mira', context: { who } }
    }
    exports.policy = async ({ methodArn }) => ({
      principalId: 'mira',
      policyDocument: { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }] },
    })`,
  'show.js': `exports.handler = async ({ requestContext }) => requestContext.authorizer`,
}

let service: TemporaryFolder
let state: TemporaryFolder
let api: LocalApi

beforeAll(async () => {
  service = await writeService(yml, files)
  state = await temporaryFolder()
  api = await startLocal({ dir: service.path, state: state.path })
}, 60_000)

afterAll(async () => {
  await api.close()
  await Promise.all([service.remove(), state.remove()])
})

const output = async () => (await api.logs()).join('\n')

async function call(path: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await api.fetch(path, { headers })
  return [response.status, await response.json()] as const
}

describe('serverless local, a service with Lambda authorizers', () => {
  test('asks the function of the service and passes its context on', async () => {
    expect(await call('/simple', { authorization: 'mira' })).toEqual([200, { lambda: { who: 'mira' } }])
    expect(await call('/simple', { authorization: 'mallory' })).toEqual([403, { message: 'Forbidden' }])
    expect(await call('/simple')).toEqual([401, { message: 'Unauthorized' }])
    expect(await call('/simple', { authorization: 'broken' })).toEqual([
      500,
      { message: 'Internal Server Error' },
    ])
    expect(await output()).toContain('403 GET /simple  decision: isAuthorized is false')
  })

  test('finds one by the ARN of a function of the stack, and judges its cached policy for each path', async () => {
    expect(await call('/policy/1?key=a')).toEqual([200, { lambda: null }])
    expect(await call('/policy/1?key=a')).toEqual([200, { lambda: null }])
    expect(await call('/policy/2?key=a')).toEqual([403, { message: 'Forbidden' }])
  })

  test('does not open a route whose authorizer is a function elsewhere', async () => {
    expect(await call('/elsewhere', { authorization: 'mira' })).toEqual([
      501,
      { message: expect.stringContaining('the functionArn of its authorizer elsewhere names no function') },
    ])
  })
})

describe('serverless local, a service with a signed route', () => {
  test('accepts the key that it has written for its owner only', async () => {
    const file = join(state.path, 'aws-key')
    const [accessKeyId = '', secretAccessKey = ''] = (await readFile(file, 'utf8')).trim().split(':')
    const host = new URL(api.url).host
    const { headers } = sign(
      { host, path: '/signed', service: 'execute-api', region: 'eu-west-1' },
      { accessKeyId, secretAccessKey },
    )

    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await call('/signed', headers as Record<string, string>)).toEqual([
      200,
      { iam: expect.objectContaining({ accessKey: accessKeyId }) },
    ])
    expect(await call('/signed')).toEqual([403, { message: 'Forbidden' }])
    expect(await output()).toContain('curl -i --aws-sigv4 "aws:amz:eu-west-1:execute-api" --user "$(cat ')
    expect(await output()).not.toContain(accessKeyId)
  })
})
