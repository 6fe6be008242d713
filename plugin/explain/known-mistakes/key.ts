import { logSafe } from '../../authorizer/log-safe.ts'
import { unknownKey } from '../../authorizer/refusal.ts'
import { issuerMistakes } from './issuer.ts'
import type { KnownMistake } from './known-mistake.ts'

/** What goes wrong between a token and its key. */
export const keyMistakes: Readonly<Record<'key' | 'signature', readonly KnownMistake[]>> = {
  key: [
    {
      id: 'issuer-in-discovery',
      matches: (_token, { found }) => found.includes('names a different issuer'),
      fix: logSafe`The issuer's own discovery document gives another name than the authorizer, often by a slash or a custom domain. Write the issuer exactly as the document has it; AWS would not even create this authorizer.`,
    },
    {
      id: 'keys-not-fetched',
      matches: (_token, { description }) => description !== unknownKey,
      fix: logSafe`The issuer's keys could not be had from here. Is the issuer spelt right, running, reachable, and quicker than 1500 ms? Nothing can be said of the signature; the other checks need no keys.`,
    },
    // Another issuer signs with other keys: the kid is the first thing that shows it. Two names of one tenant share the keys.
    ...issuerMistakes.filter(({ id }) => id !== 'custom-domain').map(whereIssuerDiffers),
    {
      id: 'unusable-key',
      matches: (_token, { found }) => !found.startsWith('no key'),
      fix: logSafe`The issuer has a key of that name, but not one that fits: wanted is one RSA key of 2048 bits or more, for signing with this algorithm. Fix the issuer's key set.`,
    },
    {
      id: 'key-set-changed',
      fix: logSafe`The issuer is the right one, but this key is not in its set: a set of another stage that is still cached (AWS keeps one for two hours), keys that were changed, or a local issuer started afresh. Get a new token; when changing keys, publish the new one two hours before.`,
    },
  ],
  signature: [
    {
      id: 'graph-token',
      matches: ({ header }) => header?.nonce !== undefined,
      fix: logSafe`A token for Microsoft Graph: only Graph can check it. Ask for a scope of your own API (api://<client id>/<scope>) and send that token.`,
    },
    {
      id: 'signature',
      fix: logSafe`The token was changed after it was signed, or another key of the same name signed it. Send it as the issuer gave it; a token that was edited on a debugger page is never good.`,
    },
  ],
}

function whereIssuerDiffers(mistake: KnownMistake): KnownMistake {
  return {
    ...mistake,
    matches: (token, refusal) => {
      const iss = token.claims?.iss
      if (iss === undefined || iss === token.authorizer.issuer) return false
      return mistake.matches?.(token, refusal) ?? true
    },
  }
}
