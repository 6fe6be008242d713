import type { LogSafeText } from '../../authorizer/log-safe.ts'
import { logSafe } from '../../authorizer/log-safe.ts'
import type { Refusal, TokenCheck } from '../../authorizer/refusal.ts'
import { readTokenAudience, readTokenScopes } from '../../authorizer/token-claims.ts'
import { describeTime } from './describe-time.ts'
import type { Found } from './explanation.ts'
import type { InspectedToken } from './inspected-token.ts'
import { printable } from './printable.ts'

/** @param refusal of this check, if it refuses. */
export function describeFound(check: TokenCheck, token: InspectedToken, refusal: Refusal | undefined): Found {
  const logSafeFound: LogSafeText = refusal?.found ?? logSafe`what was expected`
  return { logSafe: logSafeFound, full: describe[check](token, refusal) }
}

type Describe = (token: InspectedToken, refusal: Refusal | undefined) => string

const describe: Readonly<Record<TokenCheck, Describe>> = {
  'identity source': ({ text }, refusal) => refusal?.found ?? `${text.length} characters`,
  decode: (_token, refusal) => refusal?.found ?? 'a signed JWT',
  alg: ({ header }) => readMember(header, 'alg'),
  header: ({ header }, refusal) => refusal?.found ?? (header ? listNames(header) : 'not readable'),
  kid: ({ header }) => readMember(header, 'kid'),
  key: (_token, refusal) => refusal?.found ?? 'its key',
  signature: (_token, refusal) => refusal?.found ?? 'a valid one',
  iss: ({ claims }) => readMember(claims, 'iss'),
  aud: ({ claims }) => (claims ? describeAudience(claims) : 'not readable'),
  exp: ({ claims, nowMs }) => (claims ? describeTime(claims.exp, nowMs) : 'not readable'),
  nbf: ({ claims, nowMs }) => (claims ? describeTime(claims.nbf, nowMs) : 'not readable'),
  iat: ({ claims, nowMs }) => (claims ? describeTime(claims.iat, nowMs) : 'not readable'),
  scope: ({ claims }) => (claims ? describeScopes(claims) : 'not readable'),
}

type Members = NonNullable<InspectedToken['claims']>

function readMember(members: Members | undefined, name: string): string {
  if (!members) return 'not readable'
  return Object.hasOwn(members, name) ? printable(members[name]) : 'none'
}

function listNames(members: Members): string {
  return Object.keys(members).map(printable).join(', ')
}

function describeAudience(claims: Members): string {
  const { name } = readTokenAudience(claims)
  return Object.hasOwn(claims, name) ? `${name} ${printable(claims[name])}` : 'neither aud nor client_id'
}

function describeScopes(claims: Members): string {
  const scopes = readTokenScopes(claims)
  return scopes.length > 0 ? printable(scopes.join(' ')) : 'none'
}
