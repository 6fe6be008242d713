import { decodeToken } from '../parts/decode-token.ts'

/** Those that a gateway or a function compares with its clock. */
const times = ['exp', 'iat', 'nbf', 'auth_time']

/**
 * Header and payload of the token that stands to the clock as `token` will stand to it later: all of its times are that much earlier.
 * Signed again, it is to a gateway what the token is to one whose clock is ahead.
 */
export function laterToken(token: string, seconds: number): { header: string; payload: string } {
  const { header, payload } = decodeToken(token)
  const shifted = [...payload].map(([name, value]) => [
    name,
    times.includes(name) && typeof value === 'number' ? value - seconds : value,
  ])
  return { header: toJson(header), payload: JSON.stringify(Object.fromEntries(shifted)) }
}

function toJson(members: ReadonlyMap<string, unknown>): string {
  return JSON.stringify(Object.fromEntries(members))
}
