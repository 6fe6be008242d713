import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type EmulatedStage, startEmulatedStage } from '../support/emulated-stage.ts'

describe('serverless deploy, killed and repeated', () => {
  let stage: EmulatedStage
  beforeEach(async () => {
    stage = await startEmulatedStage()
  })
  afterEach(() => stage.close())

  test.each([
    ['has only packaged', 'kB zipped'],
    ['has just asked for the stack', 'CREATE_IN_PROGRESS'],
    ['uploads', 'Uploading service'],
    ['has the stack filled', 'UPDATE_IN_PROGRESS'],
  ])(
    'given a first deploy that is killed when it %s, when repeated, then the service is whole',
    async (_when, killAt) => {
      const killed = await stage.deploy('okta', { killAt })
      const repeated = await stage.deploy('okta')

      expect(killed.code).toBeNull()
      expect(repeated).toMatchObject({ code: 0 })
      expect(await stage.call('POST', { displayName: 'Ada' })).toMatchObject({ status: 201 })
    },
  )

  test('given a service in use, when a change is killed half-way and repeated, then it is made and the data kept', async () => {
    const change = { params: ['dataDeletionPolicy=Retain'] }
    await stage.deploy('okta')
    await stage.call('POST', { displayName: 'Ada' })

    const killed = await stage.deploy('okta', { ...change, killAt: 'UPDATE_IN_PROGRESS' })
    const repeated = await stage.deploy('okta', change)

    expect(killed.code).toBeNull()
    expect(repeated).toMatchObject({ code: 0 })
    expect((await stage.stack())?.retainedTypes).toEqual(['AWS::DynamoDB::Table'])
    expect(await stage.call('GET')).toMatchObject({ status: 200, body: { profile: { displayName: 'Ada' } } })
  })
})
