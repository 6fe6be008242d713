/** 96 bits: enough that no two callers of a service share one. */
const length = 16

/**
 * A reference to a caller that does not reveal who it is: the same caller has the same reference while the key stays the
 * same, and without the key nobody can test a guess.
 *
 * @param principalKey `Principal.key`, issuer and subject together.
 * @returns The first 16 characters of the base64url of HMAC-SHA256.
 */
export function subjectRef(logKey: string, principalKey: string): string {
  // Loaded on first use: loading node:crypto costs a cold function 4.5 ms, and without a key it is not needed.
  const { createHmac } = process.getBuiltinModule('node:crypto')
  return createHmac('sha256', logKey).update(principalKey).digest('base64url').slice(0, length)
}
