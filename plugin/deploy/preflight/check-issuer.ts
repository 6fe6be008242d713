import { authorizerLimits } from '../../authorizer/authorizer.ts'
import type { IssuerConnection } from './ask-document.ts'
import { askTwice } from './ask-twice.ts'
import { checkDiscovery } from './check-discovery.ts'
import { checkKeySet } from './check-key-set.ts'
import { describeAnswer, type IssuerDocument } from './describe-answer.ts'
import { findAddressFault } from './issuer-address.ts'
import type { PreflightResult } from './preflight-result.ts'

/**
 * Requests from an issuer what API Gateway will request, within the same limits: the discovery document, then the
 * keys. Checks that an earlier finding makes impossible are left out.
 */
export async function checkIssuer(issuer: string, connection?: IssuerConnection): Promise<PreflightResult[]> {
  const fault = findAddressFault(issuer)
  if (fault) return [fault]
  const url = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const asked = await askFor({ place: 'discovery', name: 'The discovery document', url }, connection)
  if (asked.document === undefined) return asked.results
  const { findings, jwksUri } = checkDiscovery(issuer, asked.document)
  const passed: PreflightResult[] =
    findings.length > 0
      ? []
      : [{ kind: 'passed', what: `${issuer} responded in ${asked.tookMs} ms; its issuer matches` }]
  const keys = jwksUri ? await checkKeys(jwksUri, connection) : []
  return [...asked.results, ...findings, ...passed, ...keys]
}

async function checkKeys(url: URL, connection: IssuerConnection | undefined): Promise<PreflightResult[]> {
  const asked = await askFor({ place: 'keys', name: 'The key set', url }, connection)
  if (asked.document === undefined) return asked.results
  const { usable, findings } = checkKeySet(url, asked.document)
  if (findings.length > 0) return [...asked.results, ...findings]
  const what = `${url} responded in ${asked.tookMs} ms; it has ${usable} RSA signing ${usable === 1 ? 'key' : 'keys'}`
  return [...asked.results, { kind: 'passed', what }]
}

interface Asked {
  readonly results: PreflightResult[]
  /** Undefined if none came. JSON knows no undefined. */
  readonly document: unknown
  readonly tookMs: number
}

async function askFor(document: IssuerDocument, connection: IssuerConnection | undefined): Promise<Asked> {
  const asked = await askTwice(document.url, { ...authorizerLimits, connection })
  const results = describeAnswer(document, asked)
  if (asked.answer.kind !== 'document') return { results, document: undefined, tookMs: 0 }
  return { results, document: asked.answer.document, tookMs: Math.round(asked.answer.tookMs) }
}
