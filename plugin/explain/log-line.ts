import { checkTitle } from './check-titles.ts'
import type { Check, Explanation } from './explanation.ts'

/** A refusal for the log, where AWS says no more than `Unauthorized`. No token and no claim's value is in it. */
export interface RefusalLine {
  readonly check: Check
  /** A few words: `exp (expiry): expired 3 minutes ago`. */
  readonly short: string
  /** A line: what was found and expected, and what to do about it. */
  readonly full: string
}

/** Made from the log-safe forms only; undefined for a request that was let through. */
export function refusalLine({ checks }: Explanation, authorizerName = ''): RefusalLine | undefined {
  const failed = checks.find(({ verdict }) => verdict === 'failed')
  if (!failed) return undefined
  const { check, found, wanted, fix } = failed
  const title = checkTitle(check)
  const refused = `refused by authorizer "${authorizerName}" at its check of ${title}`
  return {
    check,
    short: `${title}: ${shorten(check, found.logSafe, wanted)}`,
    full: `${refused}: found ${found.logSafe}; expected ${wanted}.${fix ? ` Fix: ${fix.text}` : ''}`,
  }
}

/** Ages say enough, and so does what is missing altogether. */
function shorten(check: Check, found: string, wanted: string): string {
  const [, age] = /^a time (.+)$/.exec(found) ?? []
  if (age !== undefined) return check === 'exp' ? `expired ${age}` : age
  return check === 'identity source' ? found : `${found}; expected ${wanted}`
}
