import { type LogSafeText, logSafe, vouchFor } from '../../authorizer/log-safe.ts'
import { refuseToken } from '../../authorizer/refusal.ts'
import type { Explanation } from '../../plugin/explain/explanation.ts'

declare const claim: string
declare const found: Explanation['checks'][number]['found']

export const safe: readonly LogSafeText[] = [logSafe`${3} segments`, logSafe`${vouchFor('a')}`, found.logSafe]

// @ts-expect-error a claim's value is no text for the log
export const plain: LogSafeText = claim

// @ts-expect-error nor within other words
export const within = logSafe`another issuer: ${claim}`

// @ts-expect-error nor the form for the one who holds the token
export const full: LogSafeText = found.full

// @ts-expect-error nor as what a check has found
export const refusal = refuseToken('iss', { description: 'issuer does not match', found: claim })
