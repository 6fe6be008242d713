import { randomBytes } from 'node:crypto'
import { CompactEncrypt, compactDecrypt } from 'jose'

/** Of this process: what it wraps is kept in memory, too. */
const key = randomBytes(32)

/**
 * An opaque access token as Auth0 gives it where no API was asked for: encrypted for itself alone, five parts, with the
 * issuer in the header. It looks like a JWT, and no gateway can read it.
 */
export function wrapOpaqueToken(token: string, issuer: string): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(token))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', iss: issuer })
    .encrypt(key)
}

/** What `wrapOpaqueToken` was given; undefined for anything that it did not make. */
export async function unwrapOpaqueToken(token: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode((await compactDecrypt(token, key)).plaintext)
  } catch {
    return undefined
  }
}
