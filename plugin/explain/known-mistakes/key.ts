import { logSafe } from '../../../authorizer/log-safe.ts'
import { descriptions } from '../../../authorizer/refusal.ts'
import { issuerMistakes } from './issuer.ts'
import type { KnownMistake } from './known-mistake.ts'

/** What goes wrong between a token and its key. */
export const keyMistakes: Readonly<Record<'key' | 'signature', readonly KnownMistake[]>> = {
  key: [
    {
      id: 'issuer-in-discovery',
      matches: (_token, { found }) => found.includes('names a different issuer'),
      fix: logSafe`The issuer's own discovery document names a different issuer than the authorizer, often by a slash or a custom domain. Write the issuer exactly as the document has it; AWS would not even create this authorizer.`,
    },
    {
      id: 'keys-not-fetched',
      matches: (_token, { description }) => description !== descriptions.key,
      fix: logSafe`The issuer's keys could not be fetched. Check that the issuer is spelled correctly, running, reachable, and responds within 1500 ms. The signature was not checked; the other checks need no keys.`,
    },
    // A different issuer signs with different keys, which the kid shows first. Two names of one tenant share the keys.
    ...issuerMistakes.filter(({ id }) => id !== 'custom-domain').map(whereIssuerDiffers),
    {
      id: 'unusable-key',
      matches: (_token, { found }) => !found.startsWith('no key'),
      fix: logSafe`The issuer has a key of that name, but it cannot be used: it must be one RSA key of 2048 bits or more, for signing with this algorithm. Fix the issuer's key set.`,
    },
    {
      id: 'key-set-changed',
      fix: logSafe`The issuer is correct, but this key is not in its key set: an old set is still cached (AWS keeps one for two hours), the keys were rotated, or a local issuer was started with new keys. Get a new token; when rotating keys, publish the new one two hours before it signs.`,
    },
  ],
  signature: [
    {
      id: 'graph-token',
      matches: ({ header }) => header?.nonce !== undefined,
      fix: logSafe`A token for Microsoft Graph: only Graph can verify it. Request a scope of your own API (api://<client id>/<scope>) and send that token.`,
    },
    {
      id: 'signature',
      fix: logSafe`The token was changed after it was signed, or another key of the same name signed it. Send it as the issuer gave it; a token that was edited on a debugger page never passes.`,
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
