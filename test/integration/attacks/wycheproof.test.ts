import { createPublicKey, subtle } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { checkHeader, rsaAlgorithms } from '../../../authorizer/check-header.ts'
import { decodeToken } from '../../../authorizer/decode-token.ts'
import { createKeySource, type KeySource } from '../../../authorizer/keys.ts'
import { isSignatureGood, verifyToken } from '../../../authorizer/verify-token.ts'
import { type JwsGroup, readVectors, type SignatureGroup, type Verdict } from '../../support/wycheproof.ts'

const issuer = 'https://issuer.example'

/** The keys as the issuer publishes them: read, chosen and weighed by the authorizer. */
const publishedBy = (keys: readonly object[]): KeySource => createKeySource({ fetchKeys: async () => keys })

/** Decodes, checks the header, finds the key and verifies, as `verifyToken` does; the payload need not be claims. */
async function accepts(jws: string, keys: KeySource): Promise<boolean> {
  const [head = '', payload = '', signature = '', ...more] = jws.split('.')
  const isCanonical = payload !== '' && Buffer.from(payload, 'base64url').toString('base64url') === payload
  const decoded = decodeToken([head, 'e30', signature, ...more].join('.'))
  if (!isCanonical || decoded.kind === 'refused') return false
  const header = checkHeader(decoded.header)
  if (header.kind === 'refused') return false
  const found = await keys.find(issuer, header.kid, header.alg)
  return found.kind === 'key' && isSignatureGood(jws, header, found)
}

/** Refused although they are valid: algorithms that no HTTP API accepts. So is an empty payload, which is no token. */
const refusedOnPurpose = /^(?:HS|ES|PS)\d+$/

/** Not looked for: a key of the issuer's own that others can compute (CVE-2017-15361). */
const weakKey = 'rejectsKeyWithRocaVulnerability'

describe('Wycheproof, JSON Web Signature', () => {
  const files = ['json_web_signature_test', 'json_web_crypto_test', 'json_web_key_test']
  const vectors = files.flatMap((file) =>
    readVectors<JwsGroup>(file).flatMap(({ tests, comment, ...group }) =>
      tests
        .filter((each) => 'jws' in each)
        .map((each) => ({ file, group: comment, keys: keysOf(group), ...each })),
    ),
  )

  test('has all of them', () => {
    expect(vectors).toHaveLength(476)
  })

  test.each(vectors)('$file $tcId, $group: $comment, $result', async ({ jws, keys, result, comment }) => {
    const text = typeof jws === 'string' ? jws : JSON.stringify(jws)
    const source = publishedBy(keys)

    expect((await verifyToken(text, issuer, source)).kind).toBe('refused')
    expect(await accepts(text, source)).toBe(result === 'valid' ? isOurs(text) : comment === weakKey)
  })

  function keysOf({ public: published, private: secret }: Pick<JwsGroup, 'public' | 'private'>): object[] {
    const set = (published ?? secret ?? {}) as { keys?: object[] }
    return set.keys ?? [set]
  }

  function isOurs(jws: string): boolean {
    const [head = '', payload] = jws.split('.')
    const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString())
    return !refusedOnPurpose.test(alg) && payload !== ''
  }
})

describe('Wycheproof, RSA PKCS #1 v1.5', () => {
  const hashes = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' } as const
  const files = [2048, 3072, 4096, 8192].flatMap((bits) =>
    rsaAlgorithms.map((alg) => [`rsa_signature_${bits}_${hashes[alg]}_test`, alg] as const),
  )

  /** By number: what the verdict should be, and whether the signature passes. */
  async function verdictsOf(groups: readonly SignatureGroup[], alg: (typeof rsaAlgorithms)[number]) {
    const verdicts: [tcId: number, result: Verdict, isAccepted: boolean][] = []
    for (const { publicKeyPem, tests } of groups) {
      const jwk = createPublicKey(publicKeyPem).export({ format: 'jwk' })
      const found = await publishedBy([{ ...jwk, kid: 'key' }]).find(issuer, 'key', alg)
      if (found.kind === 'refused') throw new Error('the key is refused')
      for (const { tcId, result, msg, sig } of tests) {
        const bytes = [sig, msg].map((hex) => Buffer.from(hex, 'hex'))
        const isAccepted = await subtle.verify('RSASSA-PKCS1-v1_5', found.key, ...(bytes as [Buffer, Buffer]))
        verdicts.push([tcId, result, isAccepted])
      }
    }
    return verdicts
  }

  test.each(files)('%s: passes what is valid and nothing else', async (file, alg) => {
    const verdicts = await verdictsOf(readVectors<SignatureGroup>(file), alg)

    expect(verdicts.length).toBeGreaterThan(250)
    expect(verdicts.filter(([, result, isAccepted]) => isAccepted !== (result === 'valid'))).toEqual([])
  })

  test.each(rsaAlgorithms)('%s: passes no signature of a hash that JOSE does not have', async (alg) => {
    const verdicts = await verdictsOf(readVectors<SignatureGroup>('rsa_signature_other_hashes'), alg)

    expect(verdicts).toHaveLength(96)
    expect(verdicts.filter(([, , isAccepted]) => isAccepted)).toEqual([])
  })
})
