import { authorizerLimits } from '../../../authorizer/authorizer.ts'
import type { FetchFailure, FetchResult } from '../../../authorizer/fetch-json.ts'
import type { Finding } from './preflight-result.ts'

/** The two documents that API Gateway requests from an issuer. */
export interface IssuerDocument {
  /** Begins the finding's code. */
  readonly place: 'discovery' | 'keys'
  /** As it reads at the start of a sentence. */
  readonly name: string
  readonly url: URL
}

/** What came of fetching a document, and whether it took a second attempt to get it in time. */
export interface Fetched {
  readonly result: FetchResult
  readonly isLate: boolean
}

/** What is wrong with how a document was served; nothing if it arrived in time. */
export function fetchFindings(document: IssuerDocument, { result, isLate }: Fetched): Finding[] {
  if (result.kind === 'ok') return isLate ? [lateFinding(document)] : []
  return [{ kind: 'error', code: `${document.place}-${result.reason}`, ...describe(document, result) }]
}

function lateFinding({ place, name, url }: IssuerDocument): Finding {
  return {
    kind: 'warning',
    code: `${place}-late`,
    what: `${name}, ${url}, took more than ${authorizerLimits.timeoutMs} ms at the first attempt and arrived at the second.`,
    why: 'API Gateway waits no longer than that. If it is as slow from there, valid tokens are sometimes rejected with 401.',
    fix: 'Try again. If it stays slow from here and from the Region of the stack, ask the operator of the issuer.',
  }
}

type Description = Pick<Finding, 'what' | 'why' | 'fix'>

function describe(document: IssuerDocument, failure: FetchFailure): Description {
  const { name, url } = document
  switch (failure.reason) {
    case 'timed-out':
      return {
        what: `${name}, ${url}, did not arrive within ${authorizerLimits.timeoutMs} ms, in two attempts.`,
        why: `API Gateway waits no longer than that; the limit cannot be raised. ${consequence(document)}`,
        fix: 'If the network here is slow, deploy with --no-preflight. Otherwise ask the operator of the issuer.',
      }
    case 'unreachable':
      return {
        what: `${name}, ${url}, cannot be reached: ${failure.code}.`,
        why: consequence(document),
        fix: `${unreachableFix(failure.code)} A proxy is used if NODE_USE_ENV_PROXY=1 and HTTPS_PROXY are set.`,
      }
    case 'untrusted':
      return {
        what: `${url.host} has a certificate that is not trusted: ${failure.code}.`,
        why: `API Gateway trusts public certificate authorities only. ${consequence(document)}`,
        fix: 'Use a certificate from a public authority for the issuer. If a proxy on this network presents its own, set NODE_EXTRA_CA_CERTS to its authority.',
      }
    case 'status':
      return {
        what: `${name}, ${url}, returned ${failure.status}${toward(failure.location)}; expected 200.`,
        why: consequence(document),
        fix: statusFix(document),
      }
    case 'too-large':
      return {
        what: `${name}, ${url}, is larger than ${authorizerLimits.maxBytes} bytes.`,
        why: `API Gateway reads no more than that; the limit cannot be raised. ${consequence(document)}`,
        fix: 'Configure the issuer to publish fewer keys: the current and the next ones, without certificate chains.',
      }
    case 'not-json':
      return {
        what: `${name}, ${url}, is not JSON.`,
        why: consequence(document),
        fix: statusFix(document),
      }
  }
}

function consequence({ place }: IssuerDocument): string {
  return place === 'discovery'
    ? 'Without the discovery document API Gateway does not create the authorizer, so the deploy fails partway and is rolled back.'
    : 'The deploy would succeed, and every token would be rejected with 401.'
}

function unreachableFix(code: string): string {
  if (code === 'ENOTFOUND') return 'No such domain (ENOTFOUND). Check the spelling.'
  return 'Check the issuer, and the network between here and there.'
}

function toward(location: string | undefined): string {
  return location === undefined ? '' : `, to ${location}`
}

function statusFix({ place }: IssuerDocument): string {
  return place === 'discovery'
    ? 'Fix the domain, the path or the slash of the issuer: it is the address before /.well-known/openid-configuration.'
    : 'The address is the jwks_uri of the discovery document: ask the operator of the issuer.'
}
