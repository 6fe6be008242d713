import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { freePort, runServerless } from '../support/local-run.ts'
import { writeService } from '../support/service-fixture.ts'

const projectDir = join(import.meta.dirname, '..', '..')

const yml = `
provider:
  name: aws
  runtime: nodejs22.x
  httpApi:
    authorizers:
      jwt:
        identitySource: $request.header.Authorization
        issuerUrl: !GetAtt Pool.ProviderURL
        audience: [!Ref Client]
functions:
  page: { handler: page.handler, events: [{ httpApi: 'GET /page' }] }
  closed: { handler: page.handler, events: [{ httpApi: { method: get, path: /closed, authorizer: { name: jwt } } }] }
package: { individually: true }
resources:
  Resources:
    Pool: { Type: 'AWS::Cognito::UserPool' }
    Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: !Ref Pool } }
`

const page = `
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
exports.handler = async () =>
  [readFileSync(join(__dirname, 'page.txt'), 'utf8'), readFileSync('page.txt', 'utf8'), process.env.GIVEN].join(' ')
`

test('claimcheck local --template runs a packaged service from its zips, without its sources', async () => {
  const service = await writeService(yml, {
    'page.js': page,
    'page.txt': 'text',
    'given.env': 'GIVEN=given\n',
  })
  const packaged = await runServerless(['package'], service.path)
  expect([packaged.code, packaged.stderr]).toEqual([0, expect.any(String)])
  await Promise.all(['page.js', 'page.txt', 'serverless.yml'].map((name) => rm(join(service.path, name))))

  const [port, consolePort] = [await freePort(), await freePort()]
  const template = join('.serverless', 'cloudformation-template-update-stack.json')
  const options = ['--port', String(port), '--console-port', String(consolePort), '--env-file', 'given.env']
  const run = spawn(
    join(projectDir, 'node_modules', '.bin', 'node'),
    [join(projectDir, 'plugin', 'cli.ts'), 'local', '--template', template, ...options],
    { cwd: service.path, env: { ...process.env, NO_COLOR: '1' } },
  )
  let output = ''
  const up = new Promise<void>((resolve) => {
    for (const stream of [run.stdout, run.stderr]) {
      stream.on('data', (data) => {
        output += data
        if (output.includes('Ctrl-C stops it all.')) resolve()
      })
    }
  })
  await Promise.race([up, once(run, 'exit')])
  const call = async (path: string) => (await fetch(`http://localhost:${port}${path}`)).status
  const open = await fetch(`http://localhost:${port}/page`)

  expect({ status: open.status, body: await open.text(), output }).toEqual({
    status: 200,
    body: 'text text given',
    output,
  })
  expect(await call('/closed')).toBe(401)
  run.kill('SIGINT')
  await once(run, 'exit')
  await service.remove()
}, 60_000)
