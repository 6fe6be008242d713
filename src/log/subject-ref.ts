/** 96 bits: no two of a service's callers will share one, and no more than a reference needs. */
const length = 16

/**
 * Names a caller in the log without telling who it is: the same caller gets the same reference for as long as the
 * key stays, and without the key nobody can test a guess.
 *
 * @param principalKey `Principal.key`, issuer and subject together.
 * @returns The first 16 characters of the base64url of HMAC-SHA256.
 */
export function subjectRef(logKey: string, principalKey: string): string {
  // Asked for on first use: loading node:crypto costs a cold function 4.5 ms, and without a key it is not needed.
  const { createHmac } = process.getBuiltinModule('node:crypto')
  return createHmac('sha256', logKey).update(principalKey).digest('base64url').slice(0, length)
}
