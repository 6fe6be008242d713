import { recognizeIssuer } from '../../../providers/recognize-issuer.ts'
import { logSafe } from '../../authorizer/log-safe.ts'
import { readTokenAudience } from '../../authorizer/token-claims.ts'
import type { InspectedToken } from '../inspected-token.ts'
import { readTokenUse } from '../token-use.ts'
import type { KnownMistake } from './known-mistake.ts'

/** Tokens that are for somebody else. */
export const audienceMistakes: readonly KnownMistake[] = [
  {
    id: 'cognito-resource-bound',
    matches: ({ claims, authorizer }) =>
      typeof claims?.client_id === 'string' && authorizer.audience.includes(claims.client_id),
    fix: logSafe`The client id is in the list, but the token has an aud as well, and then only aud counts. It was asked for with resource=<URL>: add that URL to the authorizer's audience, or leave the parameter out.`,
  },
  {
    id: 'no-audience',
    matches: ({ claims }) => claims?.aud === undefined && claims?.client_id === undefined,
    fix: logSafe`The token says neither aud nor client_id, so it can be for nobody. Have the provider add an aud: an Audience mapper (Keycloak), a customized session token (Clerk).`,
  },
  {
    id: 'keycloak-account',
    matches: (token) => audienceOf(token).every((value) => value === 'account'),
    fix: logSafe`Keycloak names only its own "account" as audience until told otherwise. Add an Audience mapper to the client's scope, with what the authorizer lists.`,
  },
  {
    id: 'audience-spelling',
    matches: (token) => intersects(audienceOf(token), token.authorizer.audience, respell),
    fix: logSafe`The two audiences differ only by a slash, by capitals or by blanks, and the comparison is letter by letter. Write the authorizer's audience exactly as the token has it.`,
  },
  {
    id: 'entra-application-id',
    matches: (token) =>
      intersects(audienceOf(token), token.authorizer.audience, (value) =>
        value.toLowerCase().replace(/^api:\/\//, ''),
      ),
    fix: logSafe`Entra ID writes the API's bare client id into aud in version 2 tokens, and api://<client id> in version 1. List the form that the token has.`,
  },
  {
    id: 'id-token-for-an-api',
    matches: (token) => readTokenUse(token) === 'id',
    fix: logSafe`This is an id token: it is for the client that asked for it, so aud holds a client id. Send the access token; to let id tokens in, add the client id to the authorizer's audience.`,
  },
  {
    id: 'cognito-other-client',
    matches: ({ claims }) => recognizeIssuer(claims?.iss)?.vendor === 'Amazon Cognito',
    fix: logSafe`The token is of another app client of this user pool. Sign in with a client that the authorizer lists, or add this one: each app client needs its own entry.`,
  },
  {
    id: 'audience',
    fix: logSafe`The token is for another API or client. Ask for the authorizer's audience when signing in (Auth0: audience=<API identifier>; Okta: choose the authorization server), or add this one to the authorizer's list.`,
  },
]

function audienceOf({ claims }: InspectedToken): readonly string[] {
  return (claims && readTokenAudience(claims).values) ?? []
}

function intersects(
  found: readonly string[],
  wanted: readonly string[],
  respellAs: (value: string) => string,
): boolean {
  return found.some((value) => wanted.some((other) => respellAs(value) === respellAs(other)))
}

function respell(audience: string): string {
  return audience.trim().toLowerCase().replace(/\/$/, '')
}
