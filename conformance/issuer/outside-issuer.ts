import type { JsonWebKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { UserError } from '../../plugin/user-error.ts'
import type { CaseIssuer } from './case-issuer.ts'
import { makeSigningKeys } from './signing-keys.ts'

/**
 * An issuer that publishes the key of a file, for a gateway that cannot reach this machine. It is well at all times, so
 * the cases about one in trouble cannot be run.
 *
 * @throws {UserError} `ERR_OPTION_INVALID` for a file that holds no private RSA key with `kid`.
 */
export async function useOutsideIssuer(url: string, keyFile: string): Promise<CaseIssuer> {
  const keys = await makeSigningKeys(await readKey(keyFile))
  return {
    origin: new URL(url).origin,
    keys,
    // Nobody's: its tokens are there to be refused.
    issuers: new Map([
      ['main', url],
      ['other', 'https://other-issuer.example.com'],
    ]),
    async close() {},
  }
}

async function readKey(file: string): Promise<JsonWebKey> {
  const key: unknown = await readFile(file, 'utf8')
    .then(JSON.parse)
    .catch(() => undefined)
  if (isPrivateKey(key)) return key
  throw new UserError(
    'ERR_OPTION_INVALID',
    `--issuer-key is "${file}"; wanted a file with a private RSA key as a JWK with "kid".`,
  )
}

function isPrivateKey(key: unknown): key is JsonWebKey {
  if (typeof key !== 'object' || key === null) return false
  return ['kid', 'n', 'e', 'd'].every((name) => typeof Reflect.get(key, name) === 'string')
}
