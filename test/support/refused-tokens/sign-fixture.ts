import type { TestKey } from '../keys.ts'
import { readTokenFixture } from '../token-shape.ts'

interface FixtureChanges {
  readonly header?: Readonly<Record<string, unknown>>
  readonly claims?: Readonly<Record<string, unknown>>
  readonly key?: TestKey
}

/** What a list of refused tokens is made with. */
export interface Signers {
  /** The issuer's key. */
  readonly key: TestKey
  /** A key that no issuer has. */
  readonly other: TestKey
  readonly sign: SignFixture
}

type SignFixture = (fixture: string, changes?: FixtureChanges) => Promise<string>

/** Signs fixtures again, with changes; undefined takes a member away. */
export function createSigner(key: TestKey): SignFixture {
  return async (
    fixture: string,
    { header, claims, key: signer = key }: FixtureChanges = {},
  ): Promise<string> => {
    const token = await readTokenFixture(fixture)
    return signer.sign(
      JSON.stringify({ ...token.header, kid: signer.kid, ...header }),
      JSON.stringify({ ...token.payload, ...claims }),
    )
  }
}
