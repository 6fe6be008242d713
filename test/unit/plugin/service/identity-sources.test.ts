import { describe, expect, test } from '@jest/globals'
import {
  findIdentitySourceFaults,
  type IdentityRoute,
  warnOfIdentitySources,
} from '../../../../plugin/service/identity-sources.ts'

const header = '$request.header.Authorization'
const query = '$request.querystring.token'

const route = (parts: Partial<IdentityRoute>): IdentityRoute => ({
  routeKey: 'GET /a',
  identitySource: header,
  setting: header,
  by: 'environment',
  ...parts,
})

describe('findIdentitySourceFaults', () => {
  test.each<[string, Partial<IdentityRoute>]>([
    ['the same', {}],
    ['the same header in another case', { setting: '$request.header.authorization' }],
    ['the same header as a REST API names it', { setting: 'method.request.header.Authorization' }],
    ['the same query parameter', { identitySource: query, setting: query }],
  ])('accepts %s', (_what, parts) => {
    expect(findIdentitySourceFaults([route(parts)])).toEqual([])
  })

  test.each<[string, Partial<IdentityRoute>, string]>([
    [
      'a header that nobody verified',
      { identitySource: query, setting: header },
      'error identity-source-differs',
    ],
    ['another place', { setting: query }, 'warning identity-source-differs'],
    [
      'a query parameter in another case',
      { identitySource: query, setting: '$request.querystring.Token' },
      'warning identity-source-differs',
    ],
    ['a forgotten setting', { setting: undefined }, 'warning identity-source-missing'],
    ['an empty setting', { setting: '' }, 'warning identity-source-missing'],
    [
      'a forgotten setting for a query parameter',
      { identitySource: query, setting: undefined },
      'warning identity-source-missing',
    ],
    ['a forgotten option', { setting: undefined, by: 'option' }, 'warning identity-source-missing'],
  ])('finds %s', (_what, parts, code) => {
    expect(findIdentitySourceFaults([route(parts)]).map((each) => `${each.kind} ${each.code}`)).toEqual([
      code,
    ])
  })

  test('tells what is set where, and what to set', () => {
    const [missing, option] = findIdentitySourceFaults([
      route({ setting: undefined }),
      route({ routeKey: 'GET /b', setting: undefined }),
      route({ routeKey: 'GET /c', setting: query, by: 'option' }),
    ])

    expect(missing?.what).toBe(
      `CLAIMCHECK_IDENTITY_SOURCE is not set for GET /a, GET /b; the authorizer reads the token from ${header}.`,
    )
    expect(missing?.fix).toBe(`Set CLAIMCHECK_IDENTITY_SOURCE: ${header} in the environment of the function.`)
    expect(option?.what).toContain(`identitySource of createHandler is ${query} for GET /c;`)
    expect(option?.fix).toContain(`Set identitySource: '${header}' beside provider`)
  })
})

describe('warnOfIdentitySources', () => {
  const warn = (environment: Readonly<Record<string, string>>, hasAuthorizer = true) => {
    const authorizer = {
      kind: 'jwt',
      name: 'jwt',
      issuer: 'x',
      audience: [],
      identitySource: header,
    } as const
    return warnOfIdentitySources({
      functions: [
        { key: 'a', name: 'a', handler: 'a.handler', environment, timeoutSeconds: 6, memoryMb: 128 },
      ],
      routes: [
        {
          routeKey: 'GET /a',
          functionKey: 'a',
          authorizer: hasAuthorizer ? authorizer : undefined,
          scopes: [],
        },
      ],
    })
  }

  test('warns of a function that is told its provider only', () => {
    expect(warn({ CLAIMCHECK_PROVIDER: 'auth0' })).toEqual([
      expect.stringMatching(
        /^warning: CLAIMCHECK_IDENTITY_SOURCE is not set for GET \/a; .+403.+ Set CLAIMCHECK_/,
      ),
    ])
  })

  test.each<[string, Readonly<Record<string, string>>, boolean?]>([
    ['is told both', { CLAIMCHECK_PROVIDER: 'auth0', CLAIMCHECK_IDENTITY_SOURCE: header }],
    ['does not use claimcheck', {}],
    ['has no authorizer', { CLAIMCHECK_PROVIDER: 'auth0' }, false],
  ])('is silent of a function that %s', (_what, environment, hasAuthorizer = true) => {
    expect(warn(environment, hasAuthorizer)).toEqual([])
  })
})
