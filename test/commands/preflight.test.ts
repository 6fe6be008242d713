import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { copyService, type ServiceCopy } from '../support/packaged-service.ts'

/** A domain that no name server knows (RFC 6761). */
const nobody = [
  'provider=auth0',
  'AUTH0_DOMAIN=acme.invalid',
  'AUTH0_AUDIENCE=https://api.acme.example',
].flatMap((value) => ['--param', value])
/** A variable of serverless.yml. */
const variable = (name: string) => `$\{${name}}`
const prefix = variable('self:custom.identity.scopePrefix')
const offline = { AWS_EC2_METADATA_DISABLED: 'true' }

let service: ServiceCopy
let before: string[]

beforeEach(async () => {
  service = await copyService()
  before = await readdir(service.dir)
})
afterEach(() => service.remove())

async function edit(from: string, to: string): Promise<void> {
  const file = join(service.dir, 'serverless.yml')
  const text = await readFile(file, 'utf8')
  expect(text).toContain(from)
  await writeFile(file, text.replace(from, to))
}

describe('serverless preflight', () => {
  test('given Cognito with its own pool, when run without credentials, then it passes and says what it could not ask', async () => {
    const { exitCode, output } = await service.serverless(['preflight'], offline)

    expect(output).toContain('Preflight for provider cognito, stage dev')
    expect(output).toMatch(/skipped +The issuer: this stack creates it/)
    expect(output).toMatch(/ok +3 routes let through what their handlers accept\./)
    expect(exitCode).toBe(0)
    expect(await readdir(service.dir)).toEqual(before)
  }, 60_000)

  test('given an issuer that cannot be reached, when run, then it says what, why and the fix, and ends with 1', async () => {
    const { exitCode, output } = await service.serverless(['preflight', ...nobody], offline)

    expect(output).toMatch(
      /error +The discovery document, https:\/\/acme\.invalid\/\.well-known\/openid-configuration, cannot be reached: \w+\. \[discovery-unreachable\]\n +Why: .+\n +Fix: /,
    )
    expect(output).toContain('Preflight found an error, listed above')
    expect(output).not.toMatch(/\n\s+at .+:\d+:\d+/)
    expect(exitCode).toBe(1)
  }, 60_000)

  test('given values that cannot be, when run, then they are told before anyone is asked', async () => {
    const { exitCode, output } = await service.serverless(['preflight', '--param', 'provider=okta'], offline)

    expect(output).toContain('OKTA_DOMAIN is not set')
    expect(exitCode).toBe(1)
  }, 60_000)

  test.each<[string, string, string, string]>([
    [
      'a route without its authorizer',
      `          path: /profile
          authorizer:
            name: jwt
            scopes:
              - ${prefix}profile.delete`,
      '          path: /profile',
      'DELETE /profile has no authorizer; src/profile/delete-profile-info.handler requires the scope profile.delete. [route-without-claims]',
    ],
    [
      'a route scope without its prefix',
      `${prefix}profile.delete`,
      'profile.delete',
      'DELETE /profile requires the scope profile.delete; src/profile/delete-profile-info.handler requires claimcheck/profile.delete. [scopes-differ]',
    ],
  ])(
    'given %s, when run, then it is found in the resolved service',
    async (_what, from, to, finding) => {
      await edit(from, to)

      const { exitCode, output } = await service.serverless(['preflight'], offline)

      expect(output).toContain(finding)
      expect(exitCode).toBe(1)
    },
    60_000,
  )
})

describe('serverless preflight, given several mistakes', () => {
  test('when run, then all are told at once', async () => {
    await edit(`${prefix}profile.delete`, `${prefix}profile.erase`)
    await edit(
      `identitySource: ${variable('self:custom.identitySource')}`,
      'identitySource: $request.querystring.token',
    )

    const { exitCode, output } = await service.serverless(
      ['preflight', '--param', 'domainName=api.acme.example'],
      offline,
    )

    expect(output).toContain(
      'DELETE /profile requires the scope claimcheck/profile.erase, which the user pool does not define. [scope-unknown]',
    )
    expect(output).toContain(
      'CLAIMCHECK_IDENTITY_SOURCE is $request.header.Authorization for GET /profile, POST /profile, DELETE /profile; the authorizer reads the token from $request.querystring.token. [identity-source-differs]',
    )
    expect(output).toContain('api.acme.example has no certificate. [domain-without-certificate]')
    expect(output).toMatch(/Preflight found \d errors, listed above/)
    expect(exitCode).toBe(1)
  }, 60_000)
})

describe('serverless deploy', () => {
  test('given an error of preflight, when run, then nothing is packaged and no credentials are asked for', async () => {
    const { exitCode, output } = await service.serverless(['deploy', ...nobody], offline)

    expect(output).toContain('[discovery-unreachable]')
    expect(output).toContain('nothing was packaged or deployed')
    expect(output).not.toMatch(/credentials/i)
    expect(exitCode).toBe(1)
    expect(await readdir(service.dir)).toEqual(before)
  }, 60_000)

  test('given --no-preflight, when run, then nobody is asked, it says so, and the deploy goes on', async () => {
    const { output } = await service.serverless(['deploy', '--no-preflight', ...nobody], offline)

    expect(output).toContain('Preflight is skipped (--no-preflight)')
    expect(output).not.toContain('discovery-unreachable')
    expect(output).toMatch(/getProfileInfo +\d/)
    expect(output).toMatch(/credentials/i)
  }, 60_000)

  test('given a service that passes, when run, then it is packaged next', async () => {
    const { output } = await service.serverless(['deploy'], offline)

    expect(output).toMatch(/Preflight for provider cognito[\s\S]+getProfileInfo +\d/)
    expect(output).toMatch(/credentials/i)
    expect(output.match(/Preflight for/g)).toHaveLength(1)
  }, 60_000)

  test('given a package made before, when it is deployed, then preflight comes first all the same', async () => {
    await service.serverless(['package', '--package', 'out', ...nobody])
    const { exitCode, output } = await service.serverless(['deploy', '--package', 'out', ...nobody], {
      AWS_ACCESS_KEY_ID: 'nobody',
      AWS_SECRET_ACCESS_KEY: 'nothing',
    })

    expect(output).toContain('[discovery-unreachable]')
    expect(exitCode).toBe(1)
  }, 90_000)
})

describe('serverless package', () => {
  test('given an issuer that cannot be reached, when run, then it is not asked: a build needs no network', async () => {
    const { exitCode, output } = await service.serverless(['package', ...nobody], offline)

    expect(output).not.toContain('Preflight')
    expect(exitCode).toBe(0)
  }, 60_000)
})
