import { type CryptoKey, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

/** Well-formed, in date and signed by a key that nobody asks for: serverless-offline looks at no more. */
export async function anyToken(claims: JWTPayload): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256')
  return signToken(claims, privateKey, 'any')
}

/** An RS256 token that is good for an hour. */
export function signToken(claims: JWTPayload, key: CryptoKey, kid: string): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(key)
}
