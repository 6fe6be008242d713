import { decodeJwt, decodeProtectedHeader, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

type Forge = (token: string) => Promise<string>

/** Tokens made from a valid one that every authorizer must reject, by what is wrong with them. */
export const forgedTokens: readonly (readonly [name: string, forge: Forge])[] = [
  ['the same claims and kid, signed with another key', (token) => sign(token, {})],
  ['a changed signature', async (token) => changeSignature(token)],
  ['changed claims under the original signature', async (token) => changeClaims(token)],
  ['alg none, without a signature', async (token) => unsigned(token)],
  ['a made-up issuer', (token) => sign(token, { iss: 'https://issuer.example' })],
]

async function sign(token: string, changes: JWTPayload): Promise<string> {
  const { alg: _, ...header } = decodeProtectedHeader(token)
  const { privateKey } = await generateKeyPair('RS256')
  return new SignJWT({ ...decodeJwt(token), ...changes })
    .setProtectedHeader({ ...header, alg: 'RS256' })
    .sign(privateKey)
}

/** In its middle: the last character holds bits that decoders drop. */
function changeSignature(token: string): string {
  const at = token.lastIndexOf('.') + 100
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
}

function changeClaims(token: string): string {
  const [header, , signature] = token.split('.')
  return [header, encode({ ...decodeJwt(token), sub: 'somebody-else' }), signature].join('.')
}

function unsigned(token: string): string {
  return `${encode({ ...decodeProtectedHeader(token), alg: 'none' })}.${token.split('.')[1]}.`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
