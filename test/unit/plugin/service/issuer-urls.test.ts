import { describe, expect, test } from '@jest/globals'
import { readIssuerUrls, recognizeProvider } from '../../../../plugin/service/issuer-urls.ts'

const targets = {
  refs: new Map([
    ['AWS::Region', 'eu-west-1'],
    ['Pool', 'eu-west-1_Abc'],
  ]),
  attributes: new Map<string, string>(),
}

const routesWith = (...issuerUrls: readonly unknown[]) =>
  issuerUrls.map((issuerUrl) => ({ authorizer: { issuerUrl } }))

describe('the issuers that a service names', () => {
  test('given a join, a substitution and a text, when they are read, then each is the URL that the stack would have, once', () => {
    const join = {
      'Fn::Join': ['', ['https://cognito-idp.', { Ref: 'AWS::Region' }, '.amazonaws.com/', { Ref: 'Pool' }]],
    }
    const sub = { 'Fn::Sub': `https://cognito-idp.\${AWS::Region}.amazonaws.com/\${Pool}` }
    const routes = routesWith(join, sub, 'https://notes.eu.auth0.com/')

    expect(readIssuerUrls(routes, targets)).toEqual([
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc',
      'https://notes.eu.auth0.com/',
    ])
  })

  test('given a function that the local run does not know, when it is read, then it is left out', () => {
    const routes = routesWith({ 'Fn::If': ['A', 'b', 'c'] }, 'https://x.okta.com/oauth2/default')

    expect(readIssuerUrls(routes, targets)).toEqual(['https://x.okta.com/oauth2/default'])
  })
})

describe('the provider of an issuer', () => {
  test.each([
    ['https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Abc', 'cognito'],
    ['https://notes.eu.auth0.com/', 'auth0'],
    ['https://dev-1.okta.com/oauth2/default', 'okta'],
    ['https://accounts.google.com', 'oidc'],
    ['https://id.example.com/realms/main', 'oidc'],
    ['https://dev-1.okta.com', undefined],
    ['https://auth0.com.evil.example/', undefined],
  ])('given %s, when it is asked for, then it is %s', (url, provider) => {
    expect(recognizeProvider([url])).toBe(provider)
  })

  test('given no issuer, when it is asked for, then there is none', () => {
    expect(recognizeProvider([])).toBeUndefined()
  })
})
