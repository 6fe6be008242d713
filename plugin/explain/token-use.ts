import type { JsonObject } from '../../authorizer/strict-json.ts'
import type { TokenUse } from '../../providers/principal.ts'
import type { InspectedToken } from './inspected-token.ts'

/** Claims that providers put into access tokens and into no id token. */
const accessMarks = ['scope', 'scp', 'client_id', 'cid', 'permissions', 'gty', 'idtyp'] as const
/** Claims that providers put into id tokens; some also into neither. */
const idMarks = ['nonce', 'at_hash', 'c_hash', 'cognito:username', 'nickname', 'preferred_username'] as const

/**
 * Tells an id token from an access token by its claims, for any provider, to explain only: where the claims are those of
 * neither, or of both, it does not guess.
 */
export function readTokenUse({
  header,
  claims,
}: Pick<InspectedToken, 'header' | 'claims'>): TokenUse | undefined {
  if (!claims) return undefined
  return readStated(claims) ?? (header?.typ === 'at+jwt' ? 'access' : readMarks(claims))
}

/** Cognito and Keycloak say it; Okta has it in the first letters of `jti`. */
function readStated({ token_use: tokenUse, typ, jti }: JsonObject): TokenUse | undefined {
  if (tokenUse === 'id' || tokenUse === 'access') return tokenUse
  if (typ === 'ID') return 'id'
  if (typ === 'Bearer') return 'access'
  if (typeof jti !== 'string') return undefined
  return jti.startsWith('ID.') ? 'id' : jti.startsWith('AT.') ? 'access' : undefined
}

function readMarks(claims: JsonObject): TokenUse | undefined {
  if (accessMarks.some((name) => Object.hasOwn(claims, name))) return 'access'
  return idMarks.some((name) => Object.hasOwn(claims, name)) ? 'id' : undefined
}
