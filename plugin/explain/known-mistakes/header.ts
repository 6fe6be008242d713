import { logSafe } from '../../../authorizer/log-safe.ts'
import type { InspectedToken } from '../inspected-token.ts'
import type { KnownMistake } from './known-mistake.ts'

/** What goes wrong in a token's header. */
export const headerMistakes: Readonly<Record<'alg' | 'header' | 'kid', readonly KnownMistake[]>> = {
  alg: [
    {
      id: 'unsigned-token',
      matches: ({ header }) => String(header?.alg).toLowerCase() === 'none',
      fix: logSafe`The token says alg none: it is not signed, so anyone could have written it. Get a token from the issuer.`,
    },
    {
      id: 'hs256',
      matches: ({ header }) => signsWith(header, 'HS'),
      fix: logSafe`The token is signed with a shared secret (HS256), which the gateway does not have. Have it signed with RS256: in Auth0 under APIs > Settings > Signing Algorithm (for id tokens: Applications > Advanced Settings > OAuth).`,
    },
    {
      id: 'elliptic-or-pss',
      matches: ({ header }) => ['ES', 'PS', 'Ed'].some((family) => signsWith(header, family)),
      fix: logSafe`The algorithm is a good one, but the gateway does not accept it: it accepts RSA with PKCS #1 only. Set the issuer to RS256 for this API or client.`,
    },
    {
      id: 'algorithm',
      fix: logSafe`The header names no algorithm that the gateway accepts. Have the issuer sign with RS256.`,
    },
  ],
  header: [
    {
      id: 'header-member',
      fix: logSafe`The header contains a key or changes how the token is read. Keys come from the issuer only: get a token from the issuer, or turn off what adds the member (compression, certificates in the header).`,
    },
  ],
  kid: [
    {
      id: 'no-kid',
      fix: logSafe`The header names no key. The gateway requires kid even if the issuer has only one key: set a kid where the token is signed, the same as in the issuer's key set.`,
    },
  ],
}

function signsWith(header: InspectedToken['header'], family: string): boolean {
  return typeof header?.alg === 'string' && header.alg.startsWith(family)
}
