import type { ProviderParameters, ReadValue } from '../../../providers/parameter.ts'
import type { DeployedAuthorizer } from './deployment.ts'
import type { Finding, PreflightResult } from './preflight-result.ts'

export interface CheckAuthorizerOptions {
  readonly parameters: ProviderParameters
  /** Values of the parameters, by name; undefined where the service does not use claimcheck's `config/`. */
  readonly read: ReadValue | undefined
}

/** Checks an authorizer's issuer and audience, without any request. */
export function checkAuthorizer(
  authorizer: DeployedAuthorizer,
  { parameters, read }: CheckAuthorizerOptions,
): PreflightResult[] {
  const findings = [
    ...checkIssuerForm(authorizer, parameters),
    ...(authorizer.audiences === 0 ? [noAudience(authorizer)] : []),
    ...authorizer.audience.flatMap((audience) => checkAudience(audience, authorizer, parameters, read)),
  ]
  const what = `Authorizer ${authorizer.name} accepts tokens for ${authorizer.audience.join(' and ')}`
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
      why: 'API Gateway cannot verify the signature of its access tokens, so it would reject each with 401.',
      fix: 'Name the issuer of a custom authorization server, such as https://dev-123456.okta.com/oauth2/default.',
    },
  ]
}

function noAudience({ name }: DeployedAuthorizer): Finding {
  return {
    kind: 'error',
    code: 'audience-missing',
    what: `Authorizer ${name} lists no audience.`,
    why: 'API Gateway does not create a JWT authorizer without one, so the deploy fails partway and is rolled back.',
    fix: 'List the expected audience under "audience", in the file of the provider in config/.',
  }
}

function checkAudience(
  audience: string,
  { name }: DeployedAuthorizer,
  { prefix, values, clientIdPattern }: ProviderParameters,
  read: ReadValue = () => undefined,
): Finding[] {
  if (audience.trim() === '') return [emptyAudience(name)]
  const parameter = `${prefix}ID_TOKEN_AUDIENCE`
  // Where access tokens name the client instead of an audience, as Cognito's do, the client id is correct there.
  const isDistinct = values.some((value) => value.name === parameter)
  if (!isDistinct || audience === read(parameter)) return []
  if (audience === read(`${prefix}CLIENT_ID`)) return [clientId(name, audience, parameter, 'error')]
  return clientIdPattern?.test(audience) ? [clientId(name, audience, parameter, 'warning')] : []
}

function emptyAudience(name: string): Finding {
  return {
    kind: 'error',
    code: 'audience-empty',
    what: `Authorizer ${name} lists an empty audience.`,
    why: 'No token has an empty audience: API Gateway rejects the authorizer, or every token with 401.',
    fix: 'Set the audience, or remove the empty entry.',
  }
}

function clientId(name: string, audience: string, parameter: string, kind: Finding['kind']): Finding {
  const likeness = kind === 'error' ? 'is the client id that users sign in with' : 'looks like a client id'
  return {
    kind,
    code: 'audience-client-id',
    what: `Authorizer ${name} lists the audience "${audience}", which ${likeness}.`,
    why: 'Id tokens are issued to the client, so they would be accepted by accident; access tokens are issued for the API, so they would be rejected with 401.',
    fix: `Use the API's own audience. To accept id tokens too: --param ${parameter}=${audience}.`,
  }
}
