import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { callApi } from '../../../plugin/local/console/server/call-api.ts'
import { isSigned, signCall } from '../../../plugin/local/console/server/sign-call.ts'
import { aRoute, startTestApi, type TestApi } from '../../support/test-api.ts'

const awsKey = { accessKeyId: 'AKLOCAL', secretAccessKey: 'local' }
const call = { method: 'POST', path: '/reports?a=b%20c', headers: [['x-a', '1']] as const, body: '{"n":1}' }

describe('a call from the console to a route with aws_iam', () => {
  let api: TestApi

  beforeAll(async () => {
    api = await startTestApi({ routes: [aRoute('POST /reports', { kind: 'iam' })], awsKey })
  })

  afterAll(() => api.close())

  const run = (key = awsKey) => ({
    apiUrl: api.url,
    now: Date.now,
    parts: async () => ({ signing: { key, region: 'eu-central-1' } }),
  })

  test('passes when it is signed with the key of the run', async () => {
    const signed = await signCall(run(), call)

    expect((await callApi(api.url, signed)).status).toBe(200)
    expect(api.events.at(-1)?.headers['x-a']).toBe('1')
    expect([isSigned(call), isSigned(signed)]).toEqual([false, true])
  })

  test('passes when it is signed again', async () => {
    const old = await signCall({ ...run(), now: () => Date.now() - 3_600_000 }, call)

    expect((await callApi(api.url, old)).status).toBe(403)
    expect((await callApi(api.url, await signCall(run(), old))).status).toBe(200)
  })

  test('is refused without a signature, and with another key', async () => {
    expect((await callApi(api.url, call)).status).toBe(403)
    const other = await signCall(run({ ...awsKey, secretAccessKey: 'other' }), call)
    expect((await callApi(api.url, other)).status).toBe(403)
  })

  test('is not signed where the API is not part of the run', async () => {
    const stage = { apiUrl: api.url, now: Date.now }
    await expect(signCall(stage, call)).rejects.toMatchObject({ code: 'ERR_NO_KEY' })
  })
})
