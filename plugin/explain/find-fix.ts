import type { Refusal, TokenCheck } from '../authorizer/refusal.ts'
import type { Mend } from './explanation.ts'
import type { Situation } from './inspected-token.ts'
import { audienceClassics } from './known-mistakes/audience.ts'
import { headerClassics } from './known-mistakes/header.ts'
import { issuerClassics } from './known-mistakes/issuer.ts'
import { keyClassics } from './known-mistakes/key.ts'
import type { Classic } from './known-mistakes/known-mistake.ts'
import { scopeClassics } from './known-mistakes/scope.ts'
import { timeCautions, timeClassics } from './known-mistakes/times.ts'
import { tokenTextClassics } from './known-mistakes/token-text.ts'

/** The most telling first; the last of each check fits whatever is left. */
export const classics: Readonly<Record<TokenCheck, readonly Classic[]>> = {
  ...tokenTextClassics,
  ...headerClassics,
  ...keyClassics,
  iss: issuerClassics,
  aud: audienceClassics,
  ...timeClassics,
  scope: scopeClassics,
}

/** The likely reason for a refusal, and what to do. */
export function findMend(refusal: Refusal, situation: Situation): Mend | undefined {
  return mendOf(classics[refusal.check].find(({ matches }) => matches?.(situation, refusal) ?? true))
}

/** Something that the gateway lets pass, though it was hardly meant. */
export function findCaution(check: TokenCheck, situation: Situation): Mend | undefined {
  return check === 'exp' ? mendOf(timeCautions.find(({ matches }) => matches(situation))) : undefined
}

function mendOf(classic: Pick<Classic, 'id' | 'mend'> | undefined): Mend | undefined {
  return classic && { id: classic.id, text: classic.mend }
}
