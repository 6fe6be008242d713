import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import { z } from 'zod'
import { readStateFile, writeStateFile } from '../state-file.ts'

const SigningKey = z.object({
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

const KeysFile = z.object({ id: SigningKey, access: SigningKey })

/** A private RSA key as a JWK (RFC 7517), for RS256. */
export type SigningKey = z.infer<typeof SigningKey>

/** One key for each kind of token. A vendor that has only one signs both with `id`. */
export type SigningKeys = z.infer<typeof KeysFile>

/**
 * The issuer's keys: those of the run before, so that its tokens stay valid, else new ones.
 *
 * @throws {UserError} when `keys.json` in the state folder is damaged, or cannot be read or written.
 */
export async function loadSigningKeys(stateDir: string): Promise<SigningKeys> {
  const file = join(stateDir, 'keys.json')
  const stored = await readStateFile(file, KeysFile)
  if (stored) return stored
  const [id, access] = await Promise.all([createSigningKey('id'), createSigningKey('access')])
  const keys = { id, access }
  await writeStateFile(file, keys)
  return keys
}

async function createSigningKey(use: string): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  const kid = `local-${use}-${crypto.randomUUID()}`
  return SigningKey.parse({ ...jwk, use: 'sig', alg: 'RS256', kid })
}
