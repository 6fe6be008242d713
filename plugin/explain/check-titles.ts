import type { Check } from './explanation.ts'

/** The long words of the checks that are named by a claim or a member of the header. */
const words: Readonly<Partial<Record<Check, string>>> = {
  alg: 'algorithm',
  kid: 'key id',
  iss: 'issuer',
  aud: 'audience',
  exp: 'expiry',
  nbf: 'not before',
  iat: 'issued at',
}

/** A check as log, console and command line call it: `exp (expiry)`, or `signature`. */
export function checkTitle(check: Check): string {
  const word = words[check]
  return word === undefined ? check : `${check} (${word})`
}
