import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { copyService, type ServiceCopy } from '../support/packaged-service.ts'

const auth0 = ['provider=auth0', 'AUTH0_DOMAIN=acme.eu.auth0.com', 'AUTH0_AUDIENCE=https://api.acme.example']
const okta = ['provider=okta', 'OKTA_DOMAIN=dev-123456.okta.com', 'OKTA_AUDIENCE=api://default']

describe('serverless package, given what cannot be deployed', () => {
  let service: ServiceCopy
  let before: string[]

  beforeAll(async () => {
    service = await copyService()
    before = await readdir(service.dir)
  })
  afterAll(() => service.remove())

  test.each<[string, string[], string[]]>([
    [
      'an unknown provider',
      ['provider=keycloak'],
      ['Unknown provider "keycloak"', 'cognito, auth0, okta, oidc'],
    ],
    [
      'a path for a provider',
      ['provider=../../etc/passwd'],
      ['Unknown provider', 'cognito, auth0, okta, oidc'],
    ],
    [
      'no value at all',
      ['provider=auth0'],
      [
        'Provider auth0',
        'AUTH0_DOMAIN is not set',
        'AUTH0_AUDIENCE is not set',
        '--param AUTH0_DOMAIN=',
        '.env',
      ],
    ],
    [
      'a missing domain',
      ['provider=okta', 'OKTA_AUDIENCE=api://default'],
      ['Provider okta', 'OKTA_DOMAIN is not set'],
    ],
    [
      'a domain given as a URL',
      [...auth0, 'AUTH0_DOMAIN=https://acme.eu.auth0.com/'],
      ['AUTH0_DOMAIN is "https://acme.eu.auth0.com/": a URL', '--param AUTH0_DOMAIN=acme.eu.auth0.com,'],
    ],
    [
      'a domain with a path',
      [...okta, 'OKTA_DOMAIN=dev-123456.okta.com/oauth2/default'],
      ['a domain with a path', '--param OKTA_DOMAIN=dev-123456.okta.com,'],
    ],
    ['an empty audience', [...auth0, 'AUTH0_AUDIENCE='], ['AUTH0_AUDIENCE is empty']],
    [
      "Okta's org server",
      [...okta, 'OKTA_AUTHORIZATION_SERVER='],
      ["OKTA_AUTHORIZATION_SERVER is empty, which would be Okta's org authorization server"],
    ],
  ])(
    '%s, when it is run, then it says so and packages nothing',
    async (_, values, texts) => {
      const { exitCode, output } = await service.serverless(['package', ...params(values)])

      expect(exitCode).toBe(1)
      for (const text of texts) expect(output).toContain(text)
      expect(output).not.toMatch(/\n\s+at .+:\d+:\d+|Cannot resolve/)
      expect(await readdir(service.dir)).toEqual(before)
    },
    30_000,
  )
})

describe('serverless remove, given no value of the tenant', () => {
  let service: ServiceCopy

  beforeAll(async () => {
    service = await copyService()
  })
  afterAll(() => service.remove())

  test('when the stack goes, then only credentials are asked for', async () => {
    const { exitCode, output } = await service.serverless(['remove', '--param', 'provider=auth0'], {
      AWS_EC2_METADATA_DISABLED: 'true',
    })

    expect(exitCode).toBe(1)
    expect(output).toMatch(/credentials/i)
    expect(output).not.toContain('AUTH0_')
  }, 30_000)
})

function params(values: readonly string[]): string[] {
  return values.flatMap((value) => ['--param', value])
}
