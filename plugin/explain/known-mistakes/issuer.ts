import { isLoopback } from '../../../authorizer/issuer-url.ts'
import { logSafe } from '../../../authorizer/log-safe.ts'
import { recognizeIssuer } from '../../../providers/recognize-issuer.ts'
import type { InspectedToken } from '../inspected-token.ts'
import type { KnownMistake } from './known-mistake.ts'

/** Tokens from an issuer other than the authorizer's. */
export const issuerMistakes: readonly KnownMistake[] = [
  {
    id: 'issuer-slash',
    matches: comparing((iss, wanted) => trimSlash(iss) === trimSlash(wanted)),
    fix: logSafe`The two issuers differ only by the slash at the end, and they are compared exactly. Write the authorizer's issuer as the token has it: Auth0's ends with a slash, Cognito's and Okta's do not.`,
  },
  {
    id: 'issuer-spelling',
    matches: comparing((iss, wanted) => respell(iss) === respell(wanted)),
    fix: logSafe`The two issuers differ only in spelling: the scheme, capitals, a space or a letter that looks like another. Copy the issuer from the discovery document.`,
  },
  {
    id: 'okta-org-server',
    matches: ({ header, claims }) =>
      header?.typ === 'application/okta-internal-at+jwt' ||
      recognizeIssuer(claims?.iss)?.form === 'org-server',
    fix: logSafe`The token comes from Okta's org authorization server, and only Okta can verify it. Sign in at a custom one: /oauth2/default/v1/authorize instead of /oauth2/v1/authorize.`,
  },
  {
    id: 'local-token',
    matches: comparing((iss, wanted) => isLocal(iss) && !isLocal(wanted)),
    fix: logSafe`The token comes from an issuer on this machine, but the authorizer trusts a real one. Sign in there; local tokens work with the local run only.`,
  },
  {
    id: 'other-local-run',
    matches: comparing((iss, wanted) => isLocal(iss) && isLocal(wanted)),
    fix: logSafe`The token comes from a different local run: another port, or another provider. Get one from the run that serves the API: npx claimcheck token.`,
  },
  {
    id: 'real-token-here',
    matches: comparing((iss, wanted) => !isLocal(iss) && isLocal(wanted)),
    fix: logSafe`The token comes from a real issuer, but this run trusts its own. Get one with npx claimcheck token, or start with --issuer URL --audience X to check that issuer's tokens.`,
  },
  {
    id: 'cognito-other-issuer-form',
    matches: comparing((iss, wanted) => {
      const pool = recognizeIssuer(iss)?.pool
      return pool !== undefined && pool === recognizeIssuer(wanted)?.pool
    }),
    fix: logSafe`This is the same user pool under its other issuer name: cognito-idp and issuer-cognito-idp are two issuers. Give the authorizer the name that the pool is set to (IssuerConfiguration).`,
  },
  {
    id: 'cognito-other-pool',
    matches: comparing((iss, wanted) => bothAre('Amazon Cognito', iss, wanted)),
    fix: logSafe`The token comes from a different user pool, usually another stage's. Sign in at the stage that you call; the stack's output SignInUrl says where.`,
  },
  {
    id: 'entra-version-1',
    matches: ({ claims }) => recognizeIssuer(claims?.iss)?.form === 'version-1',
    fix: logSafe`Entra ID issued a version 1 token, because the API's registration requests it. Set requestedAccessTokenVersion to 2 in the API's manifest.`,
  },
  {
    id: 'other-provider',
    matches: comparing((iss, wanted) => {
      const [found, asked] = [recognizeIssuer(iss)?.vendor, recognizeIssuer(wanted)?.vendor]
      return found !== undefined && asked !== undefined && found !== asked
    }),
    fix: logSafe`The token comes from a different provider than the authorizer trusts. Sign in at the authorizer's provider, or deploy with --param provider=NAME for the token's.`,
  },
  {
    id: 'custom-domain',
    matches: comparing(isCustomDomain),
    fix: logSafe`Probably one tenant under two names: its custom domain and the provider's. The issuer is the name that the sign-in request used: use the same one everywhere, in the authorizer too.`,
  },
  {
    id: 'other-tenant',
    matches: comparing((iss, wanted) => {
      const vendor = recognizeIssuer(iss)?.vendor
      return vendor !== undefined && vendor === recognizeIssuer(wanted)?.vendor
    }),
    fix: logSafe`The token comes from a different tenant or authorization server, usually another stage's. Sign in at the one that the authorizer names.`,
  },
  {
    id: 'issuer',
    fix: logSafe`The token comes from a different issuer. Sign in at the authorizer's issuer, or set the authorizer to exactly the token's.`,
  },
]

function comparing(matches: (iss: string, wanted: string) => boolean) {
  return ({ claims, authorizer }: InspectedToken) =>
    typeof claims?.iss === 'string' &&
    claims.iss !== authorizer.issuer &&
    matches(claims.iss, authorizer.issuer)
}

function trimSlash(issuer: string): string {
  return issuer.replace(/\/$/, '')
}

/** Without everything that a reader overlooks. */
function respell(issuer: string): string {
  const plain = issuer.normalize('NFKC').replaceAll(/[\s\p{Cf}]/gu, '')
  return trimSlash(plain.toLowerCase().replace(/^https?:\/\//, ''))
}

function isLocal(issuer: string): boolean {
  const url = URL.parse(issuer)
  return url !== null && isLoopback(url)
}

function bothAre(vendor: string, iss: string, wanted: string): boolean {
  return recognizeIssuer(iss)?.vendor === vendor && recognizeIssuer(wanted)?.vendor === vendor
}

/** The same path on two hosts, one of which hides its vendor. */
function isCustomDomain(iss: string, wanted: string): boolean {
  const [found, asked] = [URL.parse(iss), URL.parse(wanted)]
  if (!found || !asked || found.pathname !== asked.pathname) return false
  return isVendorsHost(iss) !== isVendorsHost(wanted)
}

function isVendorsHost(issuer: string): boolean {
  return recognizeIssuer(issuer)?.by === 'host'
}
