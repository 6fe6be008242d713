import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  announceCredentials,
  credentialsIn,
  joinEnvironment,
  readEnvFiles,
  warnOfUnused,
} from '../../../../plugin/local/function-environment.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts'

const own = {
  AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1',
  AWS_REGION: 'eu-west-1',
  CLAIMCHECK_PROVIDER: 'okta',
}
const key = { accessKeyId: 'LOCAL-KEY', secretAccessKey: 'local' }
const real = { accessKeyId: 'FAKE-0123456789-NONE', secretAccessKey: 'real', sessionToken: 'session' }

describe('the environment that functions get in addition', () => {
  test('has the given variables, and the run wins over them', () => {
    const variables = {
      STRIPE: 'test',
      CLAIMCHECK_PROVIDER: 'auth0',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:2',
    }

    expect(joinEnvironment({ variables, credentials: undefined }, own, key)).toEqual({
      ...own,
      STRIPE: 'test',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:2',
      AWS_ACCESS_KEY_ID: 'LOCAL-KEY',
      AWS_SECRET_ACCESS_KEY: 'local',
    })
  })

  test('has no credentials of a file, and no other table, and says so', () => {
    const variables = {
      AWS_ACCESS_KEY_ID: 'FAKE',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_SESSION_TOKEN: 'y',
      AWS_PROFILE: 'z',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://localhost:8000',
    }
    const given = { variables, credentials: undefined }

    expect(joinEnvironment(given, own, key)).toEqual({
      ...own,
      AWS_ACCESS_KEY_ID: 'LOCAL-KEY',
      AWS_SECRET_ACCESS_KEY: 'local',
    })
    expect(warnOfUnused(given)).toEqual([
      expect.stringMatching(
        /AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_PROFILE.*--aws-credentials/,
      ),
      expect.stringMatching(/AWS_ENDPOINT_URL_DYNAMODB .*--dynamodb URL/),
    ])
  })

  test('has real credentials where they are given', () => {
    const given = { variables: { AWS_ACCESS_KEY_ID: 'FAKE' }, credentials: real }

    expect(joinEnvironment(given, own, key)).toMatchObject({
      AWS_ACCESS_KEY_ID: 'FAKE-0123456789-NONE',
      AWS_SECRET_ACCESS_KEY: 'real',
      AWS_SESSION_TOKEN: 'session',
    })
    expect(warnOfUnused(given)).toEqual([])
  })

  test('says loudly that credentials are real, and never the whole of them', () => {
    const text = announceCredentials(real, new Date(0)).join('\n')

    expect(text).toMatch(/WARNING: functions have real AWS credentials \(FAKE\.\.\.NONE/)
    expect(text).toContain('They expire at 1970-01-01T00:00:00.000Z')
    expect(text).not.toMatch(/0123456789|: real\b.*session|"real"/)
  })

  test.each([
    [
      { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
      { accessKeyId: 'a', secretAccessKey: 'b' },
    ],
    [{ AWS_ACCESS_KEY_ID: 'a' }, undefined],
    [{}, undefined],
  ])('takes credentials from a file where they are complete: %j', (variables, found) => {
    expect(credentialsIn(variables)).toEqual(found)
  })
})

describe('--env-file', () => {
  let folder: TemporaryFolder

  beforeEach(async () => {
    folder = await temporaryFolder()
  })

  afterEach(() => folder.remove())

  test("is read as node's own; a later file wins", async () => {
    const [one, two] = [join(folder.path, 'one'), join(folder.path, 'two')]
    await writeFile(one, '# a comment\nA=1\nB="two words" # another\n')
    await writeFile(two, 'A=3\n')

    expect(await readEnvFiles([one, two])).toEqual({ A: '3', B: 'two words' })
  })

  test('that is not there is refused by name', async () => {
    const reading = readEnvFiles([join(folder.path, 'none')])

    await expect(reading).rejects.toMatchObject({ name: 'UserError', code: 'ERR_ENV_FILE' })
    await expect(reading).rejects.toThrow(/--env-file .*none cannot be read \(ENOENT\)/)
  })
})
