import { describe, expect, test } from '@jest/globals'
import { runServerless } from '../support/local-run.ts'
import { writeService } from '../support/service-fixture.ts'

const pythonFunction = `
provider: { name: aws, runtime: python3.13 }
functions:
  report:
    handler: report.handler
    events: [{ httpApi: 'GET /report' }]
`

const authorizerElsewhere = `
provider: { name: aws, runtime: nodejs24.x, httpApi: { id: a1b2c3 } }
functions:
  profile:
    handler: profile.get
    events: [{ httpApi: { method: GET, path: /profile, authorizer: { id: d4e5f6 } } }]
`

const lambdaAuthorizer = `
provider:
  name: aws
  httpApi: { authorizers: { own: { type: request, functionName: profile } } }
functions:
  profile:
    handler: profile.get
    events: [{ httpApi: { method: GET, path: /profile, authorizer: { name: own } } }]
`

describe('serverless local, a service that it cannot serve', () => {
  test.each([
    [
      'a Python function',
      pythonFunction,
      'Function report has runtime python3.13; only Node.js functions run here. Give it one such as nodejs24.x, or move it to a service of its own.',
    ],
    [
      'an authorizer of another stack',
      authorizerElsewhere,
      'Route GET /profile names its authorizer by id, so it is defined outside this service.',
    ],
    [
      'an authorizer that is a function',
      lambdaAuthorizer,
      'the local gateway supports authorizers of type jwt only',
    ],
  ])(
    'given %s, when it starts, then it ends at once and says what and what to do',
    async (_what, yml, words) => {
      const service = await writeService(yml, { 'profile.js': 'exports.get = async () => ({})' })
      const { code, stdout, stderr } = await runServerless(
        ['local', '--port', '4799', '--console-port', '4798'],
        service.path,
      )
      await service.remove()

      expect(code).toBe(1)
      expect(`${stdout}${stderr}`.replaceAll(/\s+/g, ' ')).toContain(words)
      expect(`${stdout}${stderr}`).not.toContain('Ctrl-C stops it all.')
    },
  )
})
