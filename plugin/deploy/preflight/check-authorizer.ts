import type { ProviderParameters, ReadValue } from '../../../providers/parameter.ts'
import type { DeployedAuthorizer } from './deployment.ts'
import type { Finding, PreflightResult } from './preflight-result.ts'

export interface CheckAuthorizerOptions {
  readonly tenant: ProviderParameters
  /** Values of the tenant, by name. */
  readonly read: ReadValue
}

/** Looks at what an authorizer names, without asking anyone. */
export function checkAuthorizer(
  authorizer: DeployedAuthorizer,
  { tenant, read }: CheckAuthorizerOptions,
): PreflightResult[] {
  const findings = [
    ...checkIssuerForm(authorizer, tenant),
    ...(authorizer.audiences === 0 ? [noAudience(authorizer)] : []),
    ...authorizer.audience.flatMap((audience) => checkAudience(audience, authorizer, tenant, read)),
  ]
  const what = `Authorizer ${authorizer.name} takes tokens for ${authorizer.audience.join(' and ')}`
  return findings.length > 0 || authorizer.audience.length === 0 ? findings : [{ kind: 'passed', what }]
}

function checkIssuerForm(
  { name, issuer }: DeployedAuthorizer,
  { findIssuerFault }: ProviderParameters,
): Finding[] {
  const found = issuer === undefined ? undefined : findIssuerFault?.(issuer)
  if (!found) return []
  return [
    {
      kind: 'error',
      code: 'issuer-unsuitable',
      what: `Authorizer ${name} has the issuer "${issuer}": ${found.fault}.`,
      why: 'API Gateway could not verify the signature of an access token, and would refuse each with 401.',
      fix: 'Name the issuer of a custom authorization server, such as https://dev-123456.okta.com/oauth2/default.',
    },
  ]
}

function noAudience({ name }: DeployedAuthorizer): Finding {
  return {
    kind: 'error',
    code: 'audience-missing',
    what: `Authorizer ${name} lists no audience.`,
    why: 'API Gateway makes no JWT authorizer without one, so the deploy fails half-way and is rolled back.',
    fix: 'List whom the tokens must be for under "audience", in the file of the provider in config/.',
  }
}

function checkAudience(
  audience: string,
  { name }: DeployedAuthorizer,
  { prefix, values, clientIdPattern }: ProviderParameters,
  read: ReadValue,
): Finding[] {
  if (audience.trim() === '') return [emptyAudience(name)]
  const asked = `${prefix}ID_TOKEN_AUDIENCE`
  // Where a client's access tokens name the client and no audience, as Cognito's do, the client id is what belongs there.
  const isDistinct = values.some((value) => value.name === asked)
  if (!isDistinct || audience === read(asked)) return []
  if (audience === read(`${prefix}CLIENT_ID`)) return [clientId(name, audience, asked, 'error')]
  return clientIdPattern?.test(audience) ? [clientId(name, audience, asked, 'warning')] : []
}

function emptyAudience(name: string): Finding {
  return {
    kind: 'error',
    code: 'audience-empty',
    what: `Authorizer ${name} lists an empty audience.`,
    why: 'No token is for nobody: API Gateway refuses it, or refuses every token with 401.',
    fix: 'Give the value of the audience, or take the empty entry away.',
  }
}

function clientId(name: string, audience: string, asked: string, kind: Finding['kind']): Finding {
  const likeness = kind === 'error' ? 'is the client id that people sign in with' : 'looks like a client id'
  return {
    kind,
    code: 'audience-client-id',
    what: `Authorizer ${name} lists the audience "${audience}", which ${likeness}.`,
    why: 'Id tokens are for the client, so they would be let in unasked; access tokens are for the API, so they would be refused with 401.',
    fix: `Name the API's own audience. If id tokens are to be let in too, say so with --param ${asked}=${audience}.`,
  }
}
