import { describe, expect, test } from '@jest/globals'
import { startLocal } from '../../plugin/testing/index.ts'
import { runServerless } from '../support/local-run.ts'
import { writeService } from '../support/service-fixture.ts'

const mixed = `
provider: { name: aws, runtime: nodejs24.x, httpApi: { id: a1b2c3 } }
functions:
  open:
    handler: profile.get
    events: [{ httpApi: 'GET /open' }]
  profile:
    handler: profile.get
    events: [{ httpApi: { method: GET, path: /profile, authorizer: { id: d4e5f6 } } }]
  report:
    handler: report.handler
    runtime: ruby3.4
    events: [{ httpApi: 'GET /report' }]
`

const rubyOnly = `
provider: { name: aws, runtime: ruby3.4 }
functions:
  report:
    handler: report.handler
    events: [{ httpApi: 'GET /report' }]
`

const files = { 'profile.js': "exports.get = async () => 'served'" }

describe('serverless local, a service with parts that do not run here', () => {
  test('names each once, answers 501 there, and serves the rest', async () => {
    const service = await writeService(mixed, files)
    const api = await startLocal({ dir: service.path })
    const call = async (path: string) => {
      const response = await api.fetch(path)
      return [response.status, await response.text()] as const
    }

    expect(await call('/open')).toEqual([200, 'served'])
    const answers = [await call('/profile'), await call('/report')]
    expect(answers.map(([status]) => status)).toEqual([501, 501])
    const [banner = ''] = (await api.logs()).join('\n').split('Ctrl-C stops it all.')
    for (const [, body] of answers) {
      expect(banner.split(JSON.parse(body).message)).toHaveLength(2)
    }
    await api.close()
    await service.remove()
  }, 60_000)

  test('does not start where nothing is left', async () => {
    const service = await writeService(rubyOnly)
    const { code, stdout, stderr } = await runServerless(
      ['local', '--port', '4799', '--console-port', '4798'],
      service.path,
    )
    await service.remove()

    expect(code).toBe(1)
    expect(`${stdout}${stderr}`.replaceAll(/\s+/g, ' ')).toContain(
      'No function of this service runs here. function report is not served here: its runtime is ruby3.4',
    )
    expect(`${stdout}${stderr}`).not.toContain('Ctrl-C stops it all.')
  })
})
