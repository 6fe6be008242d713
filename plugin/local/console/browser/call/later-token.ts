import { decodeToken } from '../parts/decode-token.ts'

/** For how far ahead a call can be tried. */
export const laterChoices = [
  [0, 'now'],
  [5 * 60, 'in 5 minutes'],
  [2 * 60 * 60, 'in 2 hours'],
  [24 * 60 * 60, 'in 1 day'],
] as const

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
