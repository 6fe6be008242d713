import type { BrokenToken, GoodToken, Members, TokenContext } from './broken-token.ts'

type Change = (good: GoodToken, context: TokenContext) => Members

const hour = 3_600
const week = 7 * 24 * hour

/** Tokens from another issuer, or for another audience. */
export const trust = [
  signed('issuer-slash', 'Issuer differs by a slash', ['iss', 'issuer-slash'], (_good, { authorizer }) => ({
    iss: authorizer.issuer.endsWith('/') ? authorizer.issuer.slice(0, -1) : `${authorizer.issuer}/`,
  })),
  signed('issuer-case', 'Issuer in different case', ['iss', 'issuer-spelling'], (_good, { authorizer }) => ({
    iss: authorizer.issuer.replace(/^http/, 'HTTP'),
  })),
  signed('no-issuer', 'No issuer', ['iss', 'issuer'], () => ({ iss: undefined })),
  elsewhere(
    'other-tenant',
    'From another Auth0 tenant',
    ['key', 'real-token-here'],
    'https://staging-tenant.us.auth0.com/',
  ),
  elsewhere(
    'okta-org',
    "From Okta's org authorization server",
    ['key', 'okta-org-server'],
    'https://dev-00000000.okta.com',
  ),
  elsewhere('other-run', 'From another local run', ['key', 'other-local-run'], (issuer) =>
    issuer.replace(/:\d+/, ':4001'),
  ),
  signed('other-audience', 'For another API', ['aud', 'audience', 'cognito-other-client'], () => ({
    aud: 'https://api.example.com/invoices',
    client_id: undefined,
  })),
  signed(
    'audience-slash',
    'Audience differs by a slash',
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
] as const satisfies readonly BrokenToken[]

/** Tokens outside their time. */
export const times = [
  signed('expired', 'Expired', ['exp', 'expired'], (_good, { now }) => ({ iat: now - hour, exp: now - 180 })),
  signed('no-expiry', 'Never expires', ['exp', 'no-expiry'], () => ({ exp: undefined })),
  signed('fraction', 'Expiry with fractional seconds', ['exp', 'not-whole-seconds'], (_good, { now }) => ({
    exp: now + 60.5,
  })),
  signed('backwards', 'Expires before it was issued', ['exp', 'ends-before-it-begins'], (_good, { now }) => ({
    iat: now + hour,
    exp: now - 60,
  })),
  signed('next-week', 'Not valid yet', ['nbf', 'not-yet'], (_good, { now }) => ({
    nbf: now + week,
    exp: now + 2 * week,
  })),
  signed('clock-nbf', 'Issuer clock 30 seconds ahead (nbf)', ['nbf', 'clock-behind'], (_good, { now }) => ({
    nbf: now + 30,
  })),
  signed('clock-iat', 'Issuer clock 2 minutes ahead (iat)', ['iat', 'clock-behind'], (_good, { now }) => ({
    iat: now + 120,
  })),
  signed('milliseconds', 'Times in milliseconds', ['iat', 'milliseconds'], (_good, { now }) => ({
    iat: now * 1_000,
    exp: (now + hour) * 1_000,
  })),
] as const satisfies readonly BrokenToken[]

/** Tokens without a scope that the route requires. */
export const scopes = [
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
] as const satisfies readonly BrokenToken[]

const noScopes = { scp: undefined, permissions: undefined }

type Checked = readonly [check: BrokenToken['check'], ...fixes: string[]]

/** With other claims, and the issuer's own signature. */
function signed<const Id extends string>(
  id: Id,
  title: string,
  checked: Checked,
  change: Change,
): BrokenToken<Id> {
  return recipe(id, title, checked, true, (good, context) =>
    context.sign(good.header, { ...good.claims, ...change(good, context) }),
  )
}

/** Of another issuer, and signed with a key of its own. */
function elsewhere<const Id extends string>(
  id: Id,
  title: string,
  checked: Checked,
  issuer: string | ((issuer: string) => string),
): BrokenToken<Id> {
  return recipe(id, title, checked, false, ({ header, claims }, { authorizer, signElsewhere }) => {
    const iss = typeof issuer === 'string' ? issuer : issuer(authorizer.issuer)
    return signElsewhere({ ...header, kid: 'another-key' }, { ...claims, iss })
  })
}

function recipe<const Id extends string>(
  id: Id,
  title: string,
  [check, ...fixes]: Checked,
  needsIssuer: boolean,
  sign: (good: GoodToken, context: TokenContext) => string,
): BrokenToken<Id> {
  return { id, title, check, fixes, needsIssuer, make: (...given) => `Bearer ${sign(...given)}` }
}
