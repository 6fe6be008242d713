import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { TypeScriptFunction } from '../../../plugin/deploy/package/check-compiled.ts'
import type {
  DeployedAuthorizer,
  DeployedPool,
  DeployedRoute,
} from '../../../plugin/deploy/preflight/deployment.ts'
import { preflight } from '../../../plugin/deploy/preflight/preflight.ts'
import { isFinding, type PreflightResult } from '../../../plugin/deploy/preflight/preflight-result.ts'
import { readRequirements } from '../../../plugin/handlers/read-requirements.ts'
import { parametersOf } from '../../../providers/check-parameters.ts'
import type { ProviderName } from '../../../providers/index.ts'
import { aDeployment, aFunction, anAuthorizer } from '../../support/deployment.ts'
import { type HttpsIssuer, startHttpsIssuer } from '../../support/https-issuer.ts'

type Values = Readonly<Record<string, string>>

interface Case {
  readonly provider?: ProviderName
  readonly values?: Values
  /** Instead of the path of a custom authorization server. */
  readonly path?: string
  readonly authorizer?: Partial<DeployedAuthorizer>
  readonly handler?: string
  readonly route?: Partial<DeployedRoute>
  readonly environment?: Values
  readonly hasCors?: boolean
  readonly notCompiled?: readonly TypeScriptFunction[]
  readonly pool?: DeployedPool
  /** @default true */
  readonly usesConfig?: boolean
}

const told = { CLAIMCHECK_IDENTITY_SOURCE: '$request.header.Authorization' }
const prefixed = { ...told, CLAIMCHECK_SCOPE_PREFIX: 'things-api/' }
const elsewhere = { CLAIMCHECK_IDENTITY_SOURCE: '$request.querystring.token' }

const handlers = ['open', 'scoped', 'idOnly', 'ownRules', 'wrapped', 'plain', 'missing', 'byId']

describe('preflight', () => {
  const issuers = new Map<string, HttpsIssuer>()
  // Bundled and loaded once for all tests; what a handler requires does not depend on its environment.
  const requirements = readRequirements(
    aDeployment('open').dir,
    handlers.map((each) => aFunction(each)),
    undefined,
  )

  beforeAll(async () => {
    for (const path of ['/oauth2/default', '/']) issuers.set(path, await startHttpsIssuer({ path }))
  })
  afterAll(() => Promise.all([...issuers.values()].map((issuer) => issuer.close())))

  /** Preflight of a service of one route, without mistakes apart from those of the case, with a correct issuer. */
  function results({
    provider = 'okta',
    values = {},
    path = '/oauth2/default',
    authorizer,
    handler = 'open',
    route,
    environment = told,
    hasCors = false,
    notCompiled = [],
    pool,
    usesConfig = true,
  }: Case): Promise<PreflightResult[]> {
    const { issuer, ca, lookup } = issuers.get(path) as HttpsIssuer
    const authorizers = [anAuthorizer({ issuer, ...authorizer })]
    return preflight({
      deployment: aDeployment(handler, {
        authorizers,
        hasCors,
        notCompiled,
        pool,
        ...(route && { route }),
        environment,
      }),
      parameters: parametersOf(provider, new Map()),
      read: usesConfig ? (name) => values[name] : undefined,
      connection: { ca, lookup },
      readRequirements: () => requirements,
    })
  }

  const codesOf = (found: readonly PreflightResult[]) =>
    found.filter(isFinding).map(({ kind, code }) => `${kind} ${code}`)

  test.each<[string, Case]>([
    ['a handler for any token', {}],
    ['a path whose variables the route has', { handler: 'byId', route: { routeKey: 'GET /things/{id}' } }],
    [
      'a handler that requires the scope of its route',
      { handler: 'scoped', route: { scopes: ['things.write'] } },
    ],
    [
      'a scope with its prefix',
      { handler: 'scoped', route: { scopes: ['things-api/things.write'] }, environment: prefixed },
    ],
    [
      'a handler with rules of its own, which the route and the authorizer share',
      {
        handler: 'ownRules',
        authorizer: { identitySource: '$request.header.X-Token' },
        route: { scopes: ['things-api/things.write'] },
      },
    ],
    ['a route that requires more than its handler', { route: { scopes: ['things.read'] } }],
    [
      'id tokens that were asked for',
      {
        handler: 'idOnly',
        values: { OKTA_CLIENT_ID: '0oa1a2B3c4D5e6F7g8H9', OKTA_ID_TOKEN_AUDIENCE: '0oa1a2B3c4D5e6F7g8H9' },
        authorizer: { audience: ['api://default', '0oa1a2B3c4D5e6F7g8H9'] },
      },
    ],
    [
      'a token in a query parameter, as the function expects',
      { authorizer: { identitySource: '$request.querystring.token' }, environment: elsewhere },
    ],
    [
      'a plain handler on an open route',
      { handler: 'plain', route: { guard: 'none', authorizer: undefined } },
    ],
  ])('finds nothing wrong with %s', async (_what, given) => {
    const found = await results(given)

    expect(codesOf(found)).toEqual([])
    expect(found.slice(0, 2).map(({ kind }) => kind)).toEqual(['passed', 'passed'])
  })

  test.each<[string, Case, string]>([
    [
      'a path variable that the route does not have',
      { handler: 'byId', route: { routeKey: 'GET /things/{thing}' } },
      'error path-variable-unknown',
    ],
    ["Okta's org authorization server", { path: '/' }, 'error issuer-unsuitable'],
    ['no audience', { authorizer: { audience: [] } }, 'error audience-missing'],
    ['an empty audience', { authorizer: { audience: ['api://default', ' '] } }, 'error audience-empty'],
    [
      'the client id for an audience',
      { values: { OKTA_CLIENT_ID: 'profile-app' }, authorizer: { audience: ['profile-app'] } },
      'error audience-client-id',
    ],
    [
      'what looks like an Okta client id',
      { authorizer: { audience: ['0oa1a2B3c4D5e6F7g8H9'] } },
      'warning audience-client-id',
    ],
    [
      'what looks like an Auth0 client id',
      { provider: 'auth0', path: '/', authorizer: { audience: ['Zq8wXAMPLE1yB0kD3vJ6mR2tN5cLhGpS'] } },
      'warning audience-client-id',
    ],
    [
      'a handler that requires a scope on a route without authorizer',
      { handler: 'scoped', route: { guard: 'none', authorizer: undefined } },
      'error route-without-claims',
    ],
    [
      'a handler that requires only a verified caller, on such a route',
      { route: { guard: 'none', authorizer: undefined } },
      'error route-without-claims',
    ],
    [
      'an authorizer that passes no claims on',
      { route: { guard: 'other', authorizer: undefined } },
      'error route-without-claims',
    ],
    ['a scope that only the handler requires', { handler: 'scoped' }, 'warning scope-in-code-only'],
    [
      'another scope on the route',
      { handler: 'scoped', route: { scopes: ['things.read'] } },
      'warning scopes-differ',
    ],
    [
      'a route scope that lacks its prefix',
      { handler: 'scoped', route: { scopes: ['things.write'] }, environment: prefixed },
      'error scopes-differ',
    ],
    [
      'a route scope with a prefix that the function does not know',
      { handler: 'scoped', route: { scopes: ['things-api/things.write'] } },
      'error scopes-differ',
    ],
    [
      'a handler for id tokens on a route that requires a scope',
      {
        handler: 'idOnly',
        route: { scopes: ['things.read'] },
      },
      'error id-token-on-scoped-route',
    ],
    [
      'a handler for id tokens that no authorizer accepts',
      { handler: 'idOnly' },
      'error id-token-without-audience',
    ],
    [
      'a token in a different place than the function expects',
      { authorizer: { identitySource: '$request.querystring.token' } },
      'error identity-source-differs',
    ],
    [
      'a function that is not told where the token is',
      { environment: {} },
      'warning identity-source-missing',
    ],
    [
      'a handler whose own rules name another place',
      { handler: 'ownRules', route: { scopes: ['things-api/things.write'] } },
      'warning identity-source-differs',
    ],
    ['a handler that is not exported', { handler: 'missing' }, 'warning handler-not-loaded'],
    [
      'TypeScript that nothing compiles',
      { notCompiled: [{ key: 'open', modulePath: 'src/open', source: 'src/open.ts' }] },
      'error typescript-not-compiled',
    ],
  ])('finds only %s', async (_what, given, code) => {
    expect(codesOf(await results(given))).toEqual([code])
  })

  test('knows no client ids where claimcheck’s config is not used, so accepts what is listed', async () => {
    const given = { values: { OKTA_CLIENT_ID: 'profile-app' }, authorizer: { audience: ['profile-app'] } }

    expect(codesOf(await results({ ...given, handler: 'idOnly', usesConfig: false }))).toEqual([])
  })

  test.each([
    [true, ['warning preflight-needs-token']],
    [false, []],
  ])('given ANY with an authorizer and CORS: %s, when run, then %j is found', async (hasCors, codes) => {
    expect(codesOf(await results({ route: { routeKey: 'ANY /things' }, hasCors }))).toEqual(codes)
  })

  test.each(['wrapped', 'plain'])(
    'says that the guards of the handler %s were not checked',
    async (handler) => {
      expect((await results({ handler })).at(-1)).toMatchObject({
        kind: 'skipped',
        what: `The guards of GET /${handler}`,
      })
    },
  )

  test('skips an issuer that the stack creates', async () => {
    const found = await results({
      provider: 'cognito',
      authorizer: { issuer: undefined, audience: [], audiences: 1 },
    })

    expect(found[0]).toEqual({
      kind: 'skipped',
      what: 'The issuer',
      why: expect.stringContaining('this stack creates it, so it cannot be checked before the deploy'),
    })
    expect(codesOf(found)).toEqual([])
  })

  test('skips an issuer of another stack, and compares no scopes with the pool of this one', async () => {
    const found = await results({
      provider: 'cognito',
      authorizer: { issuer: undefined, audience: [], audiences: 1, isImported: true },
      handler: 'scoped',
      route: { scopes: ['things.write'] },
      pool: { knownScopes: [], allowedScopes: [] },
    })

    expect(found[0]).toMatchObject({
      kind: 'skipped',
      why: expect.stringContaining('another stack exports it'),
    })
    expect(codesOf(found)).toEqual([])
  })

  test.each<[string, string[], string[]]>([
    ['error scope-unknown', ['openid'], ['openid']],
    ['error scope-not-allowed', ['openid', 'things-api/things.write'], ['openid']],
    ['', ['openid', 'things-api/things.write'], ['openid', 'things-api/things.write']],
  ])(
    'given a user pool in the stack and a route with a scope, finds %j',
    async (code, knownScopes, allowedScopes) => {
      const authorizers = [anAuthorizer({ issuer: undefined, audience: [], audiences: 1 })]
      const found = await preflight({
        deployment: aDeployment('scoped', {
          authorizers,
          route: { scopes: ['things-api/things.write'] },
          environment: prefixed,
          pool: { knownScopes, allowedScopes },
        }),
        parameters: parametersOf('cognito', new Map()),
        read: () => undefined,
        readRequirements: () => requirements,
      })

      expect(codesOf(found)).toEqual(code === '' ? [] : [code])
    },
  )
})
