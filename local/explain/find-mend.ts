import type { Refusal, TokenCheck } from '../gateway/refusal.ts'
import { audienceClassics } from './classics/audience.ts'
import type { Classic } from './classics/classic.ts'
import { headerClassics } from './classics/header.ts'
import { issuerClassics } from './classics/issuer.ts'
import { keyClassics } from './classics/key.ts'
import { scopeClassics } from './classics/scope.ts'
import { timeCautions, timeClassics } from './classics/times.ts'
import { tokenTextClassics } from './classics/token-text.ts'
import type { Mend } from './explanation.ts'
import type { Situation } from './situation.ts'

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
