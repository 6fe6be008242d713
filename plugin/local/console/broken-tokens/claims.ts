import type { BrokenToken, GoodToken, Members, Tools } from './broken-token.ts'

type Change = (good: GoodToken, tools: Tools) => Members

const hour = 3_600
const week = 7 * 24 * hour

/** Good tokens of somebody else, or for somebody else. */
export const trust: readonly BrokenToken[] = [
  signed('issuer-slash', 'Issuer off by a slash', ['iss', 'issuer-slash'], (_good, { authorizer }) => ({
    iss: authorizer.issuer.endsWith('/') ? authorizer.issuer.slice(0, -1) : `${authorizer.issuer}/`,
  })),
  signed('issuer-case', 'Issuer in other letters', ['iss', 'issuer-spelling'], (_good, { authorizer }) => ({
    iss: authorizer.issuer.replace(/^http/, 'HTTP'),
  })),
  signed('no-issuer', 'No issuer', ['iss', 'issuer'], () => ({ iss: undefined })),
  elsewhere(
    'other-tenant',
    'Of another tenant of Auth0',
    ['key', 'real-token-here'],
    'https://staging-tenant.us.auth0.com/',
  ),
  elsewhere('okta-org', "Of Okta's org server", ['key', 'okta-org-server'], 'https://dev-00000000.okta.com'),
  elsewhere('other-run', 'Of another local run', ['key', 'other-local-run'], (issuer) =>
    issuer.replace(/:\d+/, ':4001'),
  ),
  signed('other-audience', 'For another API', ['aud', 'audience', 'cognito-other-client'], () => ({
    aud: 'https://api.example.com/invoices',
    client_id: undefined,
  })),
  signed(
    'audience-slash',
    'Audience off by a slash',
    ['aud', 'audience-spelling'],
    (_good, { authorizer }) => ({
      aud: `${authorizer.audience[0]}/`,
      client_id: undefined,
    }),
  ),
  signed('no-audience', 'No audience and no client', ['aud', 'no-audience'], () => ({
    aud: undefined,
    client_id: undefined,
  })),
]

/** Good tokens at a bad time. */
export const times: readonly BrokenToken[] = [
  signed('expired', 'Expired', ['exp', 'expired'], (_good, { now }) => ({ iat: now - hour, exp: now - 180 })),
  signed('no-expiry', 'Never expires', ['exp', 'no-expiry'], () => ({ exp: undefined })),
  signed('fraction', 'Expiry with a fraction', ['exp', 'not-whole-seconds'], (_good, { now }) => ({
    exp: now + 60.5,
  })),
  signed('backwards', 'Ends before it begins', ['exp', 'ends-before-it-begins'], (_good, { now }) => ({
    iat: now + hour,
    exp: now - 60,
  })),
  signed('next-week', 'Not valid yet', ['nbf', 'not-yet'], (_good, { now }) => ({
    nbf: now + week,
    exp: now + 2 * week,
  })),
  signed('clock-nbf', 'A clock half a minute ahead', ['nbf', 'clock-behind'], (_good, { now }) => ({
    nbf: now + 30,
  })),
  signed('clock-iat', 'A clock two minutes ahead', ['iat', 'clock-behind'], (_good, { now }) => ({
    iat: now + 120,
  })),
  signed('milliseconds', 'Times in milliseconds', ['iat', 'milliseconds'], (_good, { now }) => ({
    iat: now * 1_000,
    exp: (now + hour) * 1_000,
  })),
]

/** Good tokens that do not have a scope which the route asks for. */
export const scopes: readonly BrokenToken[] = [
  signed('no-scope', 'No scopes', ['scope', 'scope', 'permissions-are-no-scopes'], () => ({
    scope: undefined,
    scp: undefined,
  })),
  signed('other-scope', 'Another scope', ['scope', 'scope'], () => ({
    ...noScopes,
    scope: 'openid reports.read',
  })),
  signed('scope-list', 'Scope as a list', ['scope', 'scope-as-a-list'], () => ({
    ...noScopes,
    scope: ['openid'],
  })),
]

const noScopes = { scp: undefined, permissions: undefined }

function signed(
  id: string,
  title: string,
  [check, ...fixes]: [BrokenToken['check'], ...string[]],
  change: Change,
): BrokenToken {
  return {
    id,
    title,
    check,
    fixes,
    needsIssuer: true,
    make: (good, tools) => `Bearer ${tools.sign(good.header, { ...good.claims, ...change(good, tools) })}`,
  }
}

function elsewhere(
  id: string,
  title: string,
  [check, ...fixes]: [BrokenToken['check'], ...string[]],
  issuer: string | ((issuer: string) => string),
): BrokenToken {
  return {
    id,
    title,
    check,
    fixes,
    needsIssuer: false,
    make: ({ header, claims }, { authorizer, signElsewhere }) => {
      const iss = typeof issuer === 'string' ? issuer : issuer(authorizer.issuer)
      return `Bearer ${signElsewhere({ ...header, kid: 'another-key' }, { ...claims, iss })}`
    },
  }
}
