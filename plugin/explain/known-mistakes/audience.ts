import { logSafe } from '../../../authorizer/log-safe.ts'
import { readTokenAudience } from '../../../authorizer/token-claims.ts'
import { recognizeIssuer } from '../../../providers/recognize-issuer.ts'
import type { InspectedToken } from '../inspected-token.ts'
import { readTokenUse } from '../token-use.ts'
import type { KnownMistake } from './known-mistake.ts'

/** Tokens that are for a different API or client. */
export const audienceMistakes: readonly KnownMistake[] = [
  {
    id: 'issuer-first',
    matches: ({ claims, authorizer }) =>
      typeof claims?.iss === 'string' && respell(claims.iss) !== respell(authorizer.issuer),
    fix: logSafe`The token is from another issuer, so it is for an API of that issuer. Get a token from the authorizer's issuer first: then its audience counts.`,
  },
  {
    id: 'cognito-resource-bound',
    matches: ({ claims, authorizer }) =>
      typeof claims?.client_id === 'string' && authorizer.audience.includes(claims.client_id),
    fix: logSafe`The authorizer lists the client id, but the token also has an aud, and then only aud counts. The token was requested with resource=<URL>: add that URL to the authorizer's audience, or omit the parameter.`,
  },
  {
    id: 'no-audience',
    matches: ({ claims }) => claims?.aud === undefined && claims?.client_id === undefined,
    fix: logSafe`The token has neither aud nor client_id, so no authorizer accepts it. Have the provider add an aud: an Audience mapper (Keycloak), a customized session token (Clerk).`,
  },
  {
    id: 'keycloak-account',
    matches: (token) => audienceOf(token).every((value) => value === 'account'),
    fix: logSafe`By default the only audience in a Keycloak token is "account". Add an Audience mapper to the client's scope, with an audience that the authorizer lists.`,
  },
  {
    id: 'audience-spelling',
    matches: (token) => intersects(audienceOf(token), token.authorizer.audience, respell),
    fix: logSafe`The two audiences differ only by a slash, by capitals or by spaces, and they are compared exactly. Write the authorizer's audience exactly as the token has it.`,
  },
  {
    id: 'entra-application-id',
    matches: (token) =>
      intersects(audienceOf(token), token.authorizer.audience, (value) =>
        value.toLowerCase().replace(/^api:\/\//, ''),
      ),
    fix: logSafe`Entra ID puts the API's client id alone into aud in version 2 tokens, and api://<client id> in version 1. List the form that the token has.`,
  },
  {
    id: 'id-token-for-an-api',
    matches: (token) => readTokenUse(token) === 'id',
    fix: logSafe`This is an id token: it is for the client that requested it, so aud is a client id. Send the access token; to accept id tokens, add the client id to the authorizer's audience.`,
  },
  {
    id: 'cognito-other-client',
    matches: ({ authorizer }) => recognizeIssuer(authorizer.issuer)?.vendor === 'Amazon Cognito',
    fix: logSafe`The token was issued to a different app client of this user pool. Sign in with a client that the authorizer lists, or add this one: each app client needs its own entry.`,
  },
  {
    id: 'audience',
    fix: logSafe`The token is for a different API or client. Request the authorizer's audience when signing in (Auth0: audience=<API identifier>; Okta: choose the authorization server), or add this one to the authorizer's list.`,
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

function respell(text: string): string {
  return text.trim().toLowerCase().replace(/\/$/, '')
}
