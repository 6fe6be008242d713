import { Hono } from 'hono'
import { describeFailure, fetchJson } from '../../../../authorizer/fetch-json.ts'
import { isObject } from '../../../../providers/read-claim.ts'
import { UserError } from '../../../user-error.ts'
import { onlySameOrigin } from '../../web/same-origin.ts'

/** The issuer's discovery document (OpenID Connect Discovery section 3), as far as it is needed. */
export type IssuerDocument = Readonly<Record<string, unknown>>

const limits = { timeoutMs: 10_000, maxBytes: 256 * 1024 }

/** @throws {UserError} `ERR_ISSUER_UNREACHABLE` when the document cannot be fetched, with the reason. */
export async function readIssuerDocument(issuer: string): Promise<IssuerDocument> {
  const url = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const fetched = await fetchJson(url, limits)
  if (fetched.kind === 'failed') {
    const reason = describeFailure(fetched, url, limits)
    throw new UserError(
      'ERR_ISSUER_UNREACHABLE',
      `The issuer's discovery document could not be fetched: ${reason}. Check the issuer's URL.`,
    )
  }
  if (isObject(fetched.document)) return fetched.document
  throw new UserError('ERR_ISSUER_UNREACHABLE', `${url} is not a JSON object.`)
}

/**
 * Gives the page the issuer's document and keys. This server fetches them, because not every issuer lets a page of another
 * origin read them.
 */
export function issuerDocuments(document: IssuerDocument, origin: string): Hono {
  const app = new Hono()
  app.use(onlySameOrigin(origin))
  app.get('/discovery', (c) => c.json({ ...document, jwks_uri: `${origin}/_issuer/keys` }))
  app.get('/keys', async (c) => {
    const url = URL.parse(String(document.jwks_uri))
    if (!url) return c.json({ message: "The issuer's jwks_uri is not a URL." }, 502)
    const fetched = await fetchJson(url, limits)
    if (fetched.kind === 'ok') return c.json(fetched.document as object)
    const reason = describeFailure(fetched, url, limits)
    return c.json({ message: `The issuer's keys could not be fetched: ${reason}` }, 502)
  })
  return app
}

/** Where the page itself sends requests and forms: the endpoints for tokens and for signing out. */
export function originsOf(document: IssuerDocument): string[] {
  const urls = [document.token_endpoint, document.end_session_endpoint].map((url) => URL.parse(String(url)))
  return [...new Set(urls.flatMap((url) => (url ? [url.origin] : [])))]
}
