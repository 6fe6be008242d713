import type { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import Provider, { type KoaContextWithOIDC } from 'oidc-provider'
import { missingPage } from '../../web/missing-page.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { shapeAnswer } from '../tokens/shape-tokens.ts'
import { oidcConfiguration } from './oidc-configuration.ts'
import { renderPage } from './oidc-features.ts'
import { withOpaqueToken } from './userinfo-access.ts'

export interface Protocol {
  readonly provider: Provider
  /** Whether a path is one of the issuer's own: discovery, keys, authorize, token and so on. */
  owns(path: string): boolean
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** No `form_post`: a code goes to the console in a redirect only. */
const responseModes = ['query', 'fragment']

const discoveryPath = '/.well-known/openid-configuration'

/** OAuth 2.0 and OpenID Connect by `oidc-provider`, at the vendor's paths. */
export function createProtocol(context: IssuerContext): Protocol {
  const provider = new Provider(context.issuer, oidcConfiguration(context))
  provider.on('server_error', (_ctx, error) => context.log(`issuer: ${error.message}`))
  // Koa prints an error that nobody listens for. The types name only the events of the protocol.
  const events: EventEmitter = provider
  events.on('error', (error: Error) => context.log(`issuer: ${error.message}`))
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.path === discoveryPath)
      Object.assign(ctx.body as object, { response_modes_supported: responseModes })
    await shapeAnswer(context, ctx as KoaContextWithOIDC)
    await styleBareAnswer(context, ctx as KoaContextWithOIDC)
  })
  const answer = provider.callback()
  const discovery = discoveryUrlPath(context)
  const { endpoints, vendorLogout } = context.profile
  const own = [...Object.values(endpoints), ...(vendorLogout ? [vendorLogout.path] : [])]
  return {
    provider,
    owns: (path) => path === discovery || own.some((base) => path === base || path.startsWith(`${base}/`)),
    async handle(request, response) {
      toStandardRequest(context, request)
      const proceed = () => answer(request, response)
      const isUserinfo = request.url?.split('?', 1)[0] === context.profile.endpoints.userinfo
      await (isUserinfo ? withOpaqueToken(context, provider, request, proceed) : proceed())
    },
  }
}

/** What `oidc-provider` answers a browser with in its own bare words becomes a page of ours, or at least of its colors. */
async function styleBareAnswer(context: IssuerContext, ctx: KoaContextWithOIDC): Promise<void> {
  const { status, body } = ctx
  if (status === 404 && !body && ctx.accepts('json', 'html') === 'html') {
    await renderPage(ctx, context, missingPage(context.apiUrl))
    ctx.status = 404
  }
  // A form that sends itself: where nobody is signed in, at the end of a session.
  if (typeof body === 'string' && ctx.response.is('html') && !body.includes('color-scheme'))
    ctx.body = body.replace('<head>', '<head><meta name="color-scheme" content="light dark">')
}

/** Below the issuer, with one slash only where the issuer ends with one (OpenID Connect Discovery section 4). */
function discoveryUrlPath({ profile }: IssuerContext): string {
  return `${profile.issuerPath.replace(/\/$/, '')}${discoveryPath}`
}

/**
 * `oidc-provider` builds its URLs from the request: one host name, whatever name the caller used. And it knows only the
 * standard's names, so what a vendor calls otherwise is renamed.
 */
function toStandardRequest(context: IssuerContext, request: IncomingMessage): void {
  const { profile, url } = context
  const target = new URL(request.url ?? '/', url)
  request.headers.host = target.host
  if (target.pathname === discoveryUrlPath(context)) target.pathname = discoveryPath
  if (target.pathname === profile.endpoints.authorization) {
    rejectFormPost(target.searchParams)
    askForOfflineConsent(context, target.searchParams)
  }
  if (target.pathname === profile.vendorLogout?.path) toStandardLogout(context, target)
  request.url = `${target.pathname}${target.search}`
}

/** `oidc-provider` cannot turn the mode off and would send even its refusal by it, but refuses a mode that it does not know. */
function rejectFormPost(query: URLSearchParams): void {
  if (query.getAll('response_mode').includes('form_post')) query.set('response_mode', 'unavailable')
}

/** The standard gives a refresh token only with consent (OpenID Connect Core section 11); the vendors ask no question. */
function askForOfflineConsent({ profile }: IssuerContext, query: URLSearchParams): void {
  const asked = query.get('scope')?.split(' ').includes('offline_access')
  if (asked && profile.refreshTokens === 'offline_access' && !query.has('prompt'))
    query.set('prompt', 'consent')
}

/**
 * Cognito's sign-out with `response_type` goes on to sign in again, which is an authorization request that trusts no
 * session; else it is the standard's, under other names.
 */
function toStandardLogout({ profile }: IssuerContext, target: URL): void {
  const { searchParams: query } = target
  if (query.has('response_type')) {
    target.pathname = profile.endpoints.authorization
    query.set('prompt', 'login')
    return
  }
  target.pathname = profile.endpoints.endSession
  const name = profile.vendorLogout?.redirectParameter ?? ''
  const uri = query.get(name)
  if (uri === null) return
  query.delete(name)
  query.set('post_logout_redirect_uri', uri)
}
