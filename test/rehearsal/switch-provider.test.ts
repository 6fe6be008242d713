import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type EmulatedStage, startEmulatedStage } from '../support/emulated-stage.ts'

describe('serverless deploy of another provider on the same stage', () => {
  let stage: EmulatedStage
  beforeAll(async () => {
    stage = await startEmulatedStage()
    await stage.deploy('okta')
    await stage.call('POST', { displayName: 'Ada' })
  })
  afterAll(() => stage.close())

  test('given nothing else is said, when deployed, then it is refused before anything is changed', async () => {
    const before = await stage.stack()

    const { code, output } = await stage.deploy('cognito')

    expect(code).toBe(1)
    expect(output).toContain('--param switchFrom=okta')
    expect(await stage.stack()).toEqual(before)
    expect(await stage.call('GET')).toMatchObject({ status: 200, body: { profile: { displayName: 'Ada' } } })
  })

  test('given the caller names what they leave, when deployed there and back, then no profile is lost', async () => {
    const there = await stage.deploy('cognito', { params: ['switchFrom=okta'] })
    const asCognito = { outputs: (await stage.stack())?.outputs, ...(await stage.call('GET')) }
    const back = await stage.deploy('okta', { params: ['switchFrom=cognito'] })

    expect(there).toMatchObject({ code: 0 })
    expect(asCognito.outputs?.get('IdentityProvider')).toBe('cognito')
    expect(asCognito.status).toBe(401)
    expect(back).toMatchObject({ code: 0 })
    expect(await stage.call('GET')).toMatchObject({ status: 200, body: { profile: { displayName: 'Ada' } } })
  })
})
