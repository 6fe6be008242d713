import type { TestKey } from '../keys.ts'
import { makeAudienceTokens } from './audience.ts'
import { makeHeaderAndKeyTokens } from './header-and-key.ts'
import { makeIssuerTokens } from './issuer.ts'
import { opaqueTokens } from './opaque.ts'
import type { RefusedToken } from './refused-token.ts'
import { makeScopeTokens } from './scope.ts'
import { createSigner } from './sign-fixture.ts'
import { makeTexts } from './text.ts'
import { makeTimeTokens } from './times.ts'

/**
 * The mistakes that people make with tokens.
 *
 * @param key of every issuer.
 * @param other that no issuer has.
 */
export async function makeRefusedTokens(key: TestKey, other: TestKey): Promise<readonly RefusedToken[]> {
  const signers = { key, other, sign: createSigner(key) }
  const lists = await Promise.all(
    [
      makeTexts,
      makeHeaderAndKeyTokens,
      makeIssuerTokens,
      makeAudienceTokens,
      makeTimeTokens,
      makeScopeTokens,
    ].map((make) => make(signers)),
  )
  return [...opaqueTokens, ...lists.flat()]
}
