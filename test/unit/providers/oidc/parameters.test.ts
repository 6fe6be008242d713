import { describe, expect, test } from '@jest/globals'
import { goodValues, type TenantValues, tenantProblems } from '../../../support/tenant-problems.ts'

const oidc: TenantValues = goodValues.oidc
const directory = 'https://login.microsoftonline.com/00000000-1111-4222-8333-444444444444/v2.0'
const webApp = '100000000000-example.apps.googleusercontent.com'

describe('checkParameters for any other OpenID provider', () => {
  test.each<[string, TenantValues]>([
    ['issuer and audience', oidc],
    ['an Entra ID tenant', { ...oidc, OIDC_ISSUER: directory, OIDC_SIGN_IN_SCOPE: 'api://a/profile.delete' }],
    ['an issuer with a slash at the end', { ...oidc, OIDC_ISSUER: 'https://id.acme.example/' }],
    [
      'Google, whose id tokens are asked for',
      {
        OIDC_ISSUER: 'https://accounts.google.com',
        OIDC_AUDIENCE: webApp,
        OIDC_ID_TOKEN_AUDIENCE: webApp,
        OIDC_CLIENT_ID: webApp,
      },
    ],
    [
      'all optional values',
      {
        ...oidc,
        OIDC_CLIENT_ID: 'web',
        OIDC_ID_TOKEN_AUDIENCE: 'web',
        OIDC_SCOPE_PREFIX: 'https://api.acme.example/',
        OIDC_GROUPS_CLAIM: 'realm_access.roles',
        OIDC_TOKEN_USE: 'access',
      },
    ],
  ])('given %s, when it is checked, then a deploy may go on', (_, values) => {
    expect(tenantProblems('oidc', values)).toEqual([])
    expect(tenantProblems('oidc', {}, values)).toEqual([])
  })

  test.each<[string, string, RegExp]>([
    [
      'no URL',
      'id.acme.example/realms/main',
      /--param OIDC_ISSUER=https:\/\/id\.acme\.example\/realms\/main,/,
    ],
    ['a word', 'acme', /not a URL(.|\n)*--param OIDC_ISSUER=https:\/\/id\.example\.com/],
    ['http', 'http://id.acme.example', /not an https URL/],
    ['this machine', 'https://localhost/realms/main', /not a domain name that AWS can reach/],
    [
      'a port',
      'https://id.acme.example:8443',
      /port 443 only(.|\n)*OIDC_ISSUER=https:\/\/id\.acme\.example,/,
    ],
    [
      'capitals',
      'https://ID.acme.example/Main',
      /not in lower case(.|\n)*=https:\/\/id\.acme\.example\/Main,/,
    ],
    [
      'the discovery document',
      'https://id.acme.example/.well-known/openid-configuration',
      /--param OIDC_ISSUER=https:\/\/id\.acme\.example,/,
    ],
    ['a query', 'https://id.acme.example/?p=policy', /query or a fragment/],
    ['an Auth0 tenant', 'https://acme.eu.auth0.com/', /--param provider=auth0/],
    ['an Okta org', 'https://dev-123456.okta.com/oauth2/default', /--param provider=okta/],
    [
      'a user pool',
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12',
      /--param provider=cognito --param userPool=existing/,
    ],
    ['all Entra ID tenants', 'https://login.microsoftonline.com/common/v2.0', /for all tenants at once/],
    ['Google with a slash', 'https://accounts.google.com/', /OIDC_ISSUER=https:\/\/accounts\.google\.com,/],
  ])('given %s for the issuer, when it is checked, then the one problem says so', (_, issuer, text) => {
    const problems = tenantProblems('oidc', { ...oidc, OIDC_ISSUER: issuer })

    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(text)
  })

  test.each<[string, TenantValues, RegExp]>([
    [
      'the client id for the audience',
      { OIDC_AUDIENCE: 'web', OIDC_CLIENT_ID: 'web' },
      /accept id tokens unintentionally/,
    ],
    ["a client id of Google's", { OIDC_AUDIENCE: webApp }, /set OIDC_ID_TOKEN_AUDIENCE to it too/],
    ['two audiences', { OIDC_AUDIENCE: 'a b' }, /more than one word/],
    ['a misspelt name', { OIDC_ISUER: 'x' }, /OIDC_ISUER is not a value of this provider/],
  ])('given %s, when it is checked, then the one problem says so', (_, values, text) => {
    const problems = tenantProblems('oidc', { ...oidc, ...values })

    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(text)
  })

  test('given nothing, when it is checked, then issuer and audience are asked for', () => {
    expect(tenantProblems('oidc', {})).toHaveLength(2)
  })

  test.each([
    [
      'neither',
      'refresh',
      'https://id.acme.example',
      /OIDC_TOKEN_USE is "refresh": neither id nor access(.|\n)*OIDC_TOKEN_USE=id/,
    ],
    [
      'access tokens of Firebase',
      'access',
      'https://securetoken.google.com/p',
      /not what this issuer signs, which are id tokens/,
    ],
    ['access tokens of Google', 'access', 'https://accounts.google.com', /which are id tokens/],
    [
      'id tokens of GitHub Actions',
      'id',
      'https://token.actions.githubusercontent.com',
      /which are access tokens/,
    ],
  ])('rejects %s as the token use', (_, OIDC_TOKEN_USE, OIDC_ISSUER, message) => {
    expect(tenantProblems('oidc', { ...oidc, OIDC_ISSUER, OIDC_TOKEN_USE })).toEqual([
      expect.stringMatching(message),
    ])
  })

  test.each(['https://id.acme.example', 'https://securetoken.google.com/p'])(
    'accepts id tokens of %s',
    (OIDC_ISSUER) => {
      expect(tenantProblems('oidc', { ...oidc, OIDC_ISSUER, OIDC_TOKEN_USE: 'id' })).toEqual([])
    },
  )
})
