import { createPrivateKey, createPublicKey, type JsonWebKey, sign, verify } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { createSigningKeys, type SigningKeys } from '../../../../tokens/signing-key.ts'
import { readStateFile, writeStateFile } from '../state-file.ts'

/** Fields of a private key may each be well formed and not belong together: its tokens would all be refused. */
function fits({ alg, ...jwk }: JsonWebKey & { alg: string }): boolean {
  try {
    const data = Buffer.from(alg)
    const { kty, n, e } = jwk
    const signature = sign('sha256', data, createPrivateKey({ key: jwk, format: 'jwk' }))
    const published = createPublicKey({ key: { kty, n, e } as JsonWebKey, format: 'jwk' })
    const bits = published.asymmetricKeyDetails?.modulusLength ?? 0
    return bits >= 2048 && verify('sha256', data, published, signature)
  } catch {
    return false
  }
}

const SigningKey = z
  .object({
    kty: z.literal('RSA'),
    use: z.literal('sig'),
    alg: z.literal('RS256'),
    kid: z.string().min(1),
    n: z.string().min(1),
    e: z.string().min(1),
    d: z.string().min(1),
    p: z.string().min(1),
    q: z.string().min(1),
    dp: z.string().min(1),
    dq: z.string().min(1),
    qi: z.string().min(1),
  })
  .refine(fits, 'its numbers are not those of one RSA key')

const KeysFile = z
  .object({ id: SigningKey, access: SigningKey })
  .refine(({ id, access }) => id.kid !== access.kid, {
    path: ['access', 'kid'],
    message: 'it is that of the other key',
  })

/**
 * The issuer's keys: those of the run before, so that its tokens stay valid, else new ones.
 *
 * @throws {UserError} when `keys.json` in the state folder is damaged, or cannot be read or written.
 */
export async function loadSigningKeys(stateDir: string): Promise<SigningKeys> {
  const file = join(stateDir, 'keys.json')
  const stored = await readStateFile(file, KeysFile)
  if (stored) return stored
  const keys = await createSigningKeys()
  await writeStateFile(file, keys)
  return keys
}
