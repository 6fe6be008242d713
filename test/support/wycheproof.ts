import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'

const folder = new URL('../fixtures/wycheproof/', import.meta.url)

/** What a good library says of a vector; `acceptable` is for one that is too lenient. */
export type Verdict = 'valid' | 'invalid' | 'acceptable'

interface Vector {
  readonly tcId: number
  readonly comment: string
  readonly result: Verdict
}

/** A signature over bytes, both in hex. */
export interface SignatureVector extends Vector {
  readonly msg: string
  readonly sig: string
}

export interface SignatureGroup {
  readonly sha: string
  readonly publicKeyPem: string
  readonly tests: readonly SignatureVector[]
}

export interface JwsGroup {
  readonly comment: string
  readonly private?: object
  readonly public?: object
  readonly tests: readonly (Vector & { readonly jws: string | object })[]
}

/** The groups of `test/fixtures/wycheproof/<name>.json.br`; see the README there. */
export function readVectors<Group extends SignatureGroup | JwsGroup>(name: string): readonly Group[] {
  const text = brotliDecompressSync(readFileSync(new URL(`${name}.json.br`, folder))).toString()
  const content = JSON.parse(text)
  return Array.isArray(content) ? content : content.testGroups
}
