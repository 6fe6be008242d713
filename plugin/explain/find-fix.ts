import type { Refusal, TokenCheck } from '../../authorizer/refusal.ts'
import type { Fix } from './explanation.ts'
import type { InspectedToken } from './inspected-token.ts'
import { audienceMistakes } from './known-mistakes/audience.ts'
import { headerMistakes } from './known-mistakes/header.ts'
import { issuerMistakes } from './known-mistakes/issuer.ts'
import { keyMistakes } from './known-mistakes/key.ts'
import type { KnownMistake } from './known-mistakes/known-mistake.ts'
import { scopeMistakes } from './known-mistakes/scope.ts'
import { timeCautions, timeMistakes } from './known-mistakes/times.ts'
import { tokenTextMistakes } from './known-mistakes/token-text.ts'

/** The most telling first; the last of each check fits whatever is left. */
export const knownMistakes: Readonly<Record<TokenCheck, readonly KnownMistake[]>> = {
  ...tokenTextMistakes,
  ...headerMistakes,
  ...keyMistakes,
  iss: issuerMistakes,
  aud: audienceMistakes,
  ...timeMistakes,
  scope: scopeMistakes,
}

/** The likely reason for a refusal, and what to do. */
export function findFix(refusal: Refusal, token: InspectedToken): Fix | undefined {
  return fixOf(knownMistakes[refusal.check].find(({ matches }) => matches?.(token, refusal) ?? true))
}

/** Something that the gateway lets pass, though it was hardly meant. */
export function findCaution(check: TokenCheck, token: InspectedToken): Fix | undefined {
  return check === 'exp' ? fixOf(timeCautions.find(({ matches }) => matches(token))) : undefined
}

function fixOf(mistake: Pick<KnownMistake, 'id' | 'fix'> | undefined): Fix | undefined {
  return mistake && { id: mistake.id, text: mistake.fix }
}
