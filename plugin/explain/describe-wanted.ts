import type { ClaimContext } from '../../authorizer/authorizer.ts'
import { rsaAlgorithms, unwantedMembers } from '../../authorizer/check-header.ts'
import type { LogSafeText } from '../../authorizer/log-safe.ts'
import { logSafe, vouchFor } from '../../authorizer/log-safe.ts'
import type { TokenCheck } from '../../authorizer/refusal.ts'

/** What a check of the authorizer requires. Depends on settings alone. */
export function describeWanted(check: TokenCheck, context: ClaimContext): LogSafeText {
  return describe[check](context)
}

const describe: Readonly<Record<TokenCheck, (context: ClaimContext) => LogSafeText>> = {
  'identity source': ({ authorizer }) => logSafe`one token in ${describePlace(authorizer.identitySource)}`,
  decode: () =>
    logSafe`header, payload and signature in base64url, separated by dots, the first two JSON objects`,
  alg: () => logSafe`one of ${vouchFor(rsaAlgorithms.join(', '))}`,
  header: () => logSafe`none of ${vouchFor(unwantedMembers.join(', '))}`,
  kid: () => logSafe`the name of one of the issuer's keys`,
  key: ({ authorizer }) => logSafe`the keys of ${vouchFor(authorizer.issuer)}, with one RSA key of that name`,
  signature: () => logSafe`a signature made by this key over this header and payload`,
  iss: ({ authorizer }) => logSafe`exactly ${vouchFor(authorizer.issuer)}`,
  aud: ({ authorizer }) =>
    logSafe`aud (or client_id if there is no aud) to be one of ${vouchFor(authorizer.audience.join(', '))}`,
  exp: () => logSafe`a time in the future`,
  nbf: () => logSafe`a time in the past, or none`,
  iat: () => logSafe`a time in the past, or none`,
  scope: ({ routeScopes }) =>
    routeScopes.length > 0 ? logSafe`one of ${vouchFor(routeScopes.join(', '))}` : logSafe`nothing`,
}

/** `$request.header.Authorization` as words. */
function describePlace(identitySource: string): LogSafeText {
  const [, place, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(identitySource) ?? []
  if (!place) return vouchFor(identitySource)
  return place === 'header' ? logSafe`header ${vouchFor(name)}` : logSafe`query parameter ${vouchFor(name)}`
}
