import { describe, expect, test } from '@jest/globals'
import { SettingsError } from '../../../../src/index.ts'
import { profileSettings } from '../../../../src/profile/settings.ts'

describe('profileSettings', () => {
  test.each([
    [{ AWS_ENDPOINT_URL_DYNAMODB: 'http://a', AWS_ENDPOINT_URL: 'http://b' }, 'http://a'],
    [{ AWS_ENDPOINT_URL: 'http://b' }, 'http://b'],
    [{ AWS_ENDPOINT_URL_DYNAMODB: '', AWS_ENDPOINT_URL: '' }, undefined],
  ])('given %j, which Lambda or an emulator sets, says where DynamoDB is', (set, endpoint) => {
    const read = profileSettings({ PROFILE_TABLE: 'profiles', AWS_REGION: 'eu-west-1', ...set })

    expect(read).toEqual({ tableName: 'profiles', address: { region: 'eu-west-1', endpoint } })
  })

  test('has no address without a region', () => {
    expect(profileSettings({ PROFILE_TABLE: 'profiles' }).address).toBeUndefined()
  })

  test.each([undefined, ''])('given %j as the table, names the variable and what to do', (table) => {
    expect(() => profileSettings({ PROFILE_TABLE: table })).toThrow(
      new SettingsError(
        'The environment variable PROFILE_TABLE is not set. Set it to the name of a DynamoDB table under provider.environment in serverless.yml, or where you run the function.',
      ),
    )
  })
})
