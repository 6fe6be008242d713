import { describe, expect, test } from '@jest/globals'
import { emulatorAccess, emulatorEnvironment } from '../../../../../plugin/deploy/rehearse/emulator-access.ts'

const access = emulatorAccess('http://127.0.0.1:4566', 'eu-central-1')

describe('emulatorEnvironment', () => {
  test('given an AWS set-up of the caller, when made, then none of it is handed on, and everything else is', () => {
    const own = {
      AWS_PROFILE: 'production',
      AWS_SESSION_TOKEN: 'own-session',
      AWS_SECRET_ACCESS_KEY: 'own-secret',
      AWS_ENDPOINT_URL_DYNAMODB: 'https://dynamodb.us-east-1.amazonaws.com',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
      AUTH0_DOMAIN: 'a.example',
    }
    const env = emulatorEnvironment(access, own)

    expect(JSON.stringify(env)).not.toMatch(/own-|production|amazonaws|IGNORE/)
    expect(env).toMatchObject({
      AUTH0_DOMAIN: 'a.example',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_REGION: 'eu-central-1',
    })
  })
})
