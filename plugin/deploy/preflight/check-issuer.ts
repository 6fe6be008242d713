import { authorizerLimits } from '../../../authorizer/authorizer.ts'
import { type Connection, fetchJson } from '../../../authorizer/fetch-json.ts'
import { checkDiscovery } from './check-discovery.ts'
import { checkKeySet } from './check-key-set.ts'
import { type Fetched, fetchFindings, type IssuerDocument } from './fetch-findings.ts'
import { findAddressFault } from './issuer-address.ts'
import type { PreflightResult } from './preflight-result.ts'

/**
 * Requests from an issuer what API Gateway will request, within the same limits: the discovery document, then the
 * keys. Checks that an earlier finding makes impossible are left out.
 */
export async function checkIssuer(issuer: string, connection?: Connection): Promise<PreflightResult[]> {
  const fault = findAddressFault(issuer)
  if (fault) return [fault]
  const url = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const fetched = await fetchDocument({ place: 'discovery', name: 'The discovery document', url }, connection)
  if (fetched.document === undefined) return fetched.results
  const { findings, jwksUri } = checkDiscovery(issuer, fetched.document)
  const passed: PreflightResult[] =
    findings.length > 0
      ? []
      : [{ kind: 'passed', what: `${issuer} responded in ${fetched.tookMs} ms; its issuer matches` }]
  const keys = jwksUri ? await checkKeys(jwksUri, connection) : []
  return [...fetched.results, ...findings, ...passed, ...keys]
}

async function checkKeys(url: URL, connection: Connection | undefined): Promise<PreflightResult[]> {
  const fetched = await fetchDocument({ place: 'keys', name: 'The key set', url }, connection)
  if (fetched.document === undefined) return fetched.results
  const { usable, findings } = checkKeySet(url, fetched.document)
  if (findings.length > 0) return [...fetched.results, ...findings]
  const what = `${url} responded in ${fetched.tookMs} ms; it has ${usable} RSA signing ${usable === 1 ? 'key' : 'keys'}`
  return [...fetched.results, { kind: 'passed', what }]
}

interface FetchedDocument {
  readonly results: PreflightResult[]
  /** Undefined if none arrived. JSON knows no undefined. */
  readonly document: unknown
  readonly tookMs: number
}

async function fetchDocument(
  document: IssuerDocument,
  connection: Connection | undefined,
): Promise<FetchedDocument> {
  const fetched = await fetchTwice(document.url, connection)
  const results = fetchFindings(document, fetched)
  if (fetched.result.kind === 'failed') return { results, document: undefined, tookMs: 0 }
  return { results, document: fetched.result.document, tookMs: Math.round(fetched.result.tookMs) }
}

/** Fetches again after a timeout: one slow response is a warning, two are no coincidence. */
async function fetchTwice(url: URL, connection: Connection | undefined): Promise<Fetched> {
  const options = { ...authorizerLimits, connection }
  const first = await fetchJson(url, options)
  const isLate = first.kind === 'failed' && first.reason === 'timed-out'
  return isLate ? { result: await fetchJson(url, options), isLate } : { result: first, isLate }
}
