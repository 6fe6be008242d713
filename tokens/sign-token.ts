import { createHash } from 'node:crypto'
import { importJWK, type JWTPayload, SignJWT } from 'jose'
import type { IssuerProfile, TokenClaims } from '../providers/issuer-profile.ts'
import type { TokenUse } from '../providers/principal.ts'
import type { SigningKey, SigningKeys } from './signing-key.ts'

/** The key that the vendor would sign this kind of token with. */
export function signingKey({ separateKeys }: IssuerProfile, keys: SigningKeys, use: TokenUse): SigningKey {
  return use === 'access' && separateKeys ? keys.access : keys.id
}

/** A signed token with exactly these claims and the vendor's header. */
export async function signToken(
  profile: IssuerProfile,
  keys: SigningKeys,
  use: TokenUse,
  claims: TokenClaims,
): Promise<string> {
  const { alg, kid, ...jwk } = signingKey(profile, keys, use)
  const typ = profile.headerTypes[use]
  const header = typ ? { alg, typ, kid } : { kid, alg }
  return new SignJWT({ ...claims } as JWTPayload)
    .setProtectedHeader(header)
    .sign(await importJWK({ ...jwk, alg }, alg))
}

/** `at_hash`: the left half of the token's SHA-256, base64url (OpenID Connect Core section 3.1.3.6, for RS256). */
export function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url')
}
