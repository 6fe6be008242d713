import type { Explanation } from './explanation.ts'

/**
 * A refusal as one line for the log, where AWS says no more than `Unauthorized`. Made from the log-safe forms only: no token
 * and no claim's value is in it.
 */
export function logLine({ checks }: Explanation, authorizerName = ''): string | undefined {
  const failed = checks.find(({ verdict }) => verdict === 'failed')
  if (!failed) return undefined
  const { check, docs, found, wanted, fix } = failed
  const refused = `refused by authorizer "${authorizerName}" at its check of ${check}`
  return `${refused}: found ${found.logSafe}; expected ${wanted}. ${fix ? `Fix: ${fix.text} ` : ''}(${docs})`
}
