import { logSafe } from '../../../authorizer/log-safe.ts'
import type { InspectedToken } from '../inspected-token.ts'
import type { KnownMistake } from './known-mistake.ts'

/** An unset clock is off by this much at most; more is a different mistake. */
const clockSeconds = 15 * 60
/** The year 5138 in seconds, and 1973 in milliseconds. */
const millisecondsFrom = 100_000_000_000

const milliseconds = {
  id: 'milliseconds',
  fix: logSafe`The time is in milliseconds; a token's times are in seconds. Divide by 1000 and round down where the token is made: Math.floor(Date.now() / 1000).`,
}

const notSeconds = {
  id: 'not-whole-seconds',
  fix: logSafe`The time is not a whole number of seconds since 1970. Write it as a number, without a fraction or quotes: Math.floor(Date.now() / 1000).`,
}

/** What goes wrong with the times of a token. */
export const timeMistakes: Readonly<Record<'exp' | 'nbf' | 'iat', readonly KnownMistake[]>> = {
  exp: [
    {
      id: 'no-expiry',
      matches: ({ claims }) => claims?.exp === undefined,
      fix: logSafe`The token has no exp, so it would never expire; it is refused here, and AWS does not document what it does. Have the issuer set exp.`,
    },
    { ...notSeconds, matches: ({ claims }) => !Number.isSafeInteger(claims?.exp) },
    {
      id: 'ends-before-it-begins',
      matches: ({ claims }) => Number(claims?.exp) < Number(claims?.iat),
      fix: logSafe`The token expires before it was issued. Check the code that sets its times.`,
    },
    {
      id: 'expired',
      fix: logSafe`The token has expired. Sign in again, or exchange the refresh token for a new access token (grant_type=refresh_token); locally: npx claimcheck token.`,
    },
  ],
  nbf: futureMistakes('nbf'),
  iat: futureMistakes('iat'),
}

/** An `exp` in milliseconds passes for fifty thousand years. */
export const timeCautions: readonly (Pick<KnownMistake, 'id' | 'fix'> & {
  readonly matches: (token: InspectedToken) => boolean
})[] = [{ ...milliseconds, matches: ({ claims }) => Number(claims?.exp) >= millisecondsFrom }]

function futureMistakes(name: 'nbf' | 'iat'): readonly KnownMistake[] {
  return [
    { ...notSeconds, matches: ({ claims }) => !Number.isSafeInteger(claims?.[name]) },
    { ...milliseconds, matches: ({ claims }) => Number(claims?.[name]) >= millisecondsFrom },
    {
      id: 'clock-behind',
      matches: ({ claims, nowMs }) => Number(claims?.[name]) - nowMs / 1_000 <= clockSeconds,
      fix: logSafe`The issuer's clock is slightly ahead of this one. Synchronize both with a time server (timedatectl set-ntp true; a virtual machine that slept is often behind) and try again.`,
    },
    {
      id: 'not-yet',
      fix: logSafe`The token is not valid until later. Wait until then, or get one that is valid now.`,
    },
  ]
}
