import { describe, expect, test } from '@jest/globals'
import { goodValues, type TenantValues, tenantProblems } from '../../../support/tenant-problems.ts'

const auth0: TenantValues = goodValues.auth0

describe('checkParameters for Auth0', () => {
  test.each<[string, TenantValues]>([
    ['domain and API identifier', auth0],
    ['a custom domain', { ...auth0, AUTH0_DOMAIN: 'login.acme.example' }],
    ['an API identifier that is no URL', { ...auth0, AUTH0_AUDIENCE: 'profile-api' }],
    [
      'all optional values',
      {
        ...auth0,
        AUTH0_CLIENT_ID: 'k1',
        AUTH0_ID_TOKEN_AUDIENCE: 'k1',
        AUTH0_GROUPS_CLAIM: 'https://acme.example/groups',
      },
    ],
  ])('given %s, when it is checked, then a deploy may go on', (_, values) => {
    expect(tenantProblems('auth0', values)).toEqual([])
    expect(tenantProblems('auth0', {}, values)).toEqual([])
  })

  test.each<[string, TenantValues, RegExp]>([
    ['the dashboard', { ...auth0, AUTH0_DOMAIN: 'manage.auth0.com' }, /AUTH0_DOMAIN is .*Auth0's own/],
    ['an Okta domain', { ...auth0, AUTH0_DOMAIN: 'acme.okta.com' }, /--param provider=okta/],
    ['an empty audience', { ...auth0, AUTH0_AUDIENCE: '' }, /AUTH0_AUDIENCE is empty/],
    ['two audiences', { ...auth0, AUTH0_AUDIENCE: 'a b' }, /more than one word/],
    ['the tenant for an API', { ...auth0, AUTH0_AUDIENCE: 'https://acme.eu.auth0.com/' }, /not an API/],
    [
      'the Management API',
      { ...auth0, AUTH0_AUDIENCE: 'https://acme.eu.auth0.com/api/v2/' },
      /Management API/,
    ],
    [
      'the userinfo endpoint',
      { ...auth0, AUTH0_AUDIENCE: 'https://acme.eu.auth0.com/userinfo' },
      /own endpoint/,
    ],
    [
      'the client id for the audience',
      { ...auth0, AUTH0_AUDIENCE: 'k1', AUTH0_CLIENT_ID: 'k1' },
      /accept id tokens unintentionally/,
    ],
    ['an empty optional value', { ...auth0, AUTH0_CLIENT_ID: '' }, /AUTH0_CLIENT_ID is empty/],
    [
      'a misspelt optional value',
      { ...auth0, AUTH0_CLIENTID: 'x' },
      /AUTH0_CLIENTID is not .*\n.*AUTH0_CLIENT_ID,/,
    ],
  ])('given %s, when it is checked, then the one problem says so', (_, values, text) => {
    const problems = tenantProblems('auth0', values)

    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(text)
  })
})
