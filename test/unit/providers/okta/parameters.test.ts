import { describe, expect, test } from '@jest/globals'
import { goodValues, type TenantValues, tenantProblems } from '../../../support/tenant-problems.ts'

const okta: TenantValues = goodValues.okta

describe('checkParameters for Okta', () => {
  test.each<[string, TenantValues]>([
    ['domain and audience', okta],
    ['an authorization server by id', { ...okta, OKTA_AUTHORIZATION_SERVER: 'aus1a2B3c4D5e6F7g8H9' }],
    ['a custom domain with -admin in it', { ...okta, OKTA_DOMAIN: 'sso-admin.acme.example' }],
    [
      'all optional values',
      {
        ...okta,
        OKTA_CLIENT_ID: '0oa1a2B3c4D5e6F7g8H9',
        OKTA_ID_TOKEN_AUDIENCE: '0oa1a2B3c4D5e6F7g8H9',
        OKTA_GROUPS_CLAIM: 'groups',
      },
    ],
  ])('given %s, when it is checked, then a deploy may go on', (_, values) => {
    expect(tenantProblems('okta', values)).toEqual([])
    expect(tenantProblems('okta', {}, values)).toEqual([])
  })

  test.each<[string, TenantValues, RegExp]>([
    ['an Auth0 domain', { ...okta, OKTA_DOMAIN: 'acme.eu.auth0.com' }, /--param provider=auth0/],
    [
      'the admin console',
      { ...okta, OKTA_DOMAIN: 'dev-123456-admin.okta.com' },
      /admin console(.|\n)*--param OKTA_DOMAIN=dev-123456\.okta\.com,/,
    ],
    [
      'the admin console of a preview org',
      { ...okta, OKTA_DOMAIN: 'acme-admin.oktapreview.com' },
      /--param OKTA_DOMAIN=acme\.oktapreview\.com,/,
    ],
    ['a blank audience', { ...okta, OKTA_AUDIENCE: '  ' }, /OKTA_AUDIENCE is empty/],
    ['a list of audiences', { ...okta, OKTA_AUDIENCE: 'api://a,api://b' }, /more than one word/],
    [
      'the client id for the audience',
      { ...okta, OKTA_AUDIENCE: '0oa1a2B3c4D5e6F7g8H9' },
      /accept id tokens unintentionally/,
    ],
    [
      "the org server's audience",
      { ...okta, OKTA_AUDIENCE: 'https://dev-123456.okta.com' },
      /org authorization server/,
    ],
    [
      'an empty authorization server',
      { ...okta, OKTA_AUTHORIZATION_SERVER: '' },
      /is empty, which would be Okta's org/,
    ],
    [
      'the org for the server',
      { ...okta, OKTA_AUTHORIZATION_SERVER: 'https://dev-123456.okta.com/' },
      /Okta's org authorization server/,
    ],
    [
      'an issuer for the server',
      { ...okta, OKTA_AUTHORIZATION_SERVER: 'https://dev-123456.okta.com/oauth2/aus1' },
      /--param OKTA_AUTHORIZATION_SERVER=aus1,/,
    ],
    [
      'a path for the server',
      { ...okta, OKTA_AUTHORIZATION_SERVER: 'a/b' },
      /not the id of an authorization server/,
    ],
  ])('given %s, when it is checked, then the one problem says so', (_, values, text) => {
    const problems = tenantProblems('okta', values)

    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(text)
  })
})
