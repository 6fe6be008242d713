import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import {
  type GatewayIdentity,
  type PrincipalOptions,
  readPrincipal,
  toStringClaims,
} from '../../../providers/index.ts'
import { encodeToken } from './token-fixture.ts'

const identitySource = '$request.header.Authorization'
const cognito: PrincipalOptions = {
  provider: 'cognito',
  identitySource,
  scopePrefix: 'https://api.example.com/',
}
const auth0: PrincipalOptions = {
  provider: 'auth0',
  identitySource,
  groupsClaim: 'https://example.com/roles',
}
const okta: PrincipalOptions = { provider: 'okta', identitySource }

const mira = {
  provider: 'cognito',
  kind: 'user',
  issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_ExAmPlE01',
  subject: 'c2d5e484-60a1-70b2-9f3c-1a2b3c4d5e6f',
  key: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_ExAmPlE01#c2d5e484-60a1-70b2-9f3c-1a2b3c4d5e6f',
  clientId: '4exampleclient5idabcdefgh',
  groups: ['admins', 'support-tier-2'],
  permissions: [],
  username: 'mira.osei',
}
const miraInPerson = {
  ...mira,
  tokenUse: 'id',
  audience: ['4exampleclient5idabcdefgh'],
  email: 'mira.osei@example.com',
  emailVerified: true,
  name: undefined,
  picture: undefined,
}
const miraThroughClient = { ...mira, tokenUse: 'access', audience: [] }

const events: [string, PrincipalOptions, Record<string, unknown>][] = [
  ['get-profile-cognito-id-token', cognito, { ...miraInPerson, issuedAt: 1770109145, expiresAt: 1770112745 }],
  [
    'post-profile-cognito-id-token',
    cognito,
    { ...miraInPerson, issuedAt: 1770109265, expiresAt: 1770112865 },
  ],
  [
    'get-profile-cognito-federated-id-token',
    cognito,
    {
      ...miraInPerson,
      groups: ['eu-west-1_ExAmPlE01_Google'],
      username: 'google_000000000000000000001',
      issuedAt: 1770109625,
      expiresAt: 1770113225,
    },
  ],
  [
    'get-profile-cognito-access-token',
    cognito,
    {
      ...miraThroughClient,
      scopes: ['openid', 'profile', 'profile.read', 'profile.write'],
      issuedAt: 1770109205,
      expiresAt: 1770112805,
    },
  ],
  [
    'post-profile-cognito-access-token-unscoped-route',
    cognito,
    {
      ...miraThroughClient,
      scopes: ['aws.cognito.signin.user.admin'],
      issuedAt: 1770109295,
      expiresAt: 1770112895,
    },
  ],
  [
    'get-profile-auth0-access-token',
    auth0,
    {
      provider: 'auth0',
      tokenUse: 'access',
      kind: 'user',
      issuer: 'https://tenant-example.eu.auth0.com/',
      subject: 'auth0|65f0c0ffee0123456789abcd',
      key: 'https://tenant-example.eu.auth0.com/#auth0|65f0c0ffee0123456789abcd',
      audience: ['https://api.example.com', 'https://tenant-example.eu.auth0.com/userinfo'],
      clientId: 'ExAmPlEClIeNtId0123456789abcdefg',
      groups: ['editor'],
      permissions: ['read:profile', 'write:profile'],
      username: undefined,
      scopes: ['openid', 'profile', 'email', 'read:profile', 'write:profile'],
      issuedAt: 1770109505,
      expiresAt: 1770195905,
    },
  ],
  [
    'get-profile-okta-access-token',
    okta,
    {
      provider: 'okta',
      tokenUse: 'access',
      kind: 'user',
      issuer: 'https://dev-00000000.okta.example.com/oauth2/default',
      subject: '00uexampleuserid15d7',
      key: 'https://dev-00000000.okta.example.com/oauth2/default#00uexampleuserid15d7',
      audience: ['api://default'],
      clientId: '0oaexampleclientid5d7',
      groups: ['Everyone', 'Billing Admins'],
      permissions: [],
      username: 'mira.osei@example.com',
      scopes: ['openid', 'profile', 'profile.read'],
      issuedAt: 1770109655,
      expiresAt: 1770113255,
    },
  ],
]

function readEvent(name: string) {
  const file = new URL(`../../fixtures/http-api-events/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8'))
}

function identityOf(name: string): GatewayIdentity & { authorization: string } {
  const event = readEvent(name)
  return { ...event.requestContext.authorizer?.jwt, authorization: event.headers.authorization }
}

function payloadOf(authorization: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString())
}

describe('readPrincipal over the event fixtures', () => {
  test.each(events)(
    'given %s, when read, then its principal comes from the token',
    (name, options, expected) => {
      const identity = identityOf(name)

      const principal = readPrincipal(identity, options)

      const claims = payloadOf(identity.authorization)
      expect(principal).toEqual({ ...expected, ambiguous: [], claims, claimsSource: 'token' })
    },
  )

  test.each(events)('given the token of %s, when flattened, then it is what the gateway passed', (name) => {
    const { authorization, claims } = identityOf(name)

    const flat = toStringClaims(payloadOf(authorization))

    expect(JSON.stringify(flat)).toBe(JSON.stringify(claims))
  })

  const doubts: [string, (authorization: string) => string | undefined][] = [
    ['removed', () => undefined],
    ['empty', () => ''],
    ['tampered with', (header) => `Bearer ${encodeToken({ ...payloadOf(header), sub: 'someone-else' })}`],
    ['given one more claim', (header) => `Bearer ${encodeToken({ ...payloadOf(header), admin: true })}`],
    ['robbed of a claim', (header) => `Bearer ${encodeToken({ ...payloadOf(header), exp: undefined })}`],
    ['sent twice', (header) => `${header},${header}`],
    ['sent beside another', (header) => `${header}, Bearer ${encodeToken({ sub: 'someone-else' })}`],
    [
      'that of another token',
      () => `Bearer ${encodeToken({ iss: 'https://example.com', sub: 'someone-else' })}`,
    ],
  ]
  const inDoubt = events.flatMap(([name, options]) =>
    doubts.map(([how, change]) => [name, how, options, change] as const),
  )
  test.each(inDoubt)(
    'given %s with the header %s, when read, then the principal comes from text',
    (name, _how, options, change) => {
      const identity = identityOf(name)

      const principal = readPrincipal({ ...identity, authorization: change(identity.authorization) }, options)

      expect(principal).toMatchObject({ claims: identity.claims, claimsSource: 'string-claims' })
    },
  )

  test('given an event of a route without authorizer, when read, then it is refused', () => {
    const identity = identityOf('get-search-repeated-values-named-stage')

    expect(() => readPrincipal(identity, cognito)).toThrow(
      expect.objectContaining({ code: 'ERR_CLAIMS_ABSENT' }),
    )
  })
})
