import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { UserError } from '../../../user-error.ts'
import { isJson } from '../../web/media-types.ts'
import { isSecret } from '../../web/run-key.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { isEmail } from '../users/credentials.ts'
import { mintToken } from './mint-token.ts'

const maxBodyBytes = 16 * 1024
const defaultUser = 'alice@example.com'

const UserName = z
  .string()
  .transform((name) => (name.includes('@') ? name : `${name}@example.com`).trim())
  .refine(isEmail, 'must be an email address, or the part before its @')

const ForgetRequest = z.strictObject({ user: UserName })

const TokenRequest = z.strictObject({
  use: z.enum(['id', 'access']).default('access'),
  client: z.boolean().default(false),
  user: UserName.default(defaultUser),
  groups: z.array(z.string().min(1)).optional(),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'must be scope names (RFC 6749 section 3.3)'))
    .optional(),
})

/**
 * `POST /_claimcheck/token`: one token without a browser, for the command line. `DELETE /_claimcheck/user`: forgets a
 * user again. Only for who holds the run's key, and not for web pages: a browser names its page in `Origin`, and such
 * a request is refused.
 */
export function tokenRoutes(context: IssuerContext): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: (c) => refuse(c, 413, 'The body is too long.') }))
  app.on(['POST', 'DELETE'], ['/token', '/user'], onlyWithKey(context.key))
  app.delete('/user', async (c) => {
    const request = ForgetRequest.safeParse(await c.req.json().catch(() => undefined))
    if (!request.success) return refuse(c, 400, explain(request.error))
    await context.users.forget(request.data.user)
    return c.body(null, 204)
  })
  app.post('/token', async (c) => {
    const request = TokenRequest.safeParse(await c.req.json().catch(() => undefined))
    if (!request.success) return refuse(c, 400, explain(request.error))
    if (request.data.client && request.data.use === 'id')
      return refuse(c, 400, 'A machine-to-machine client has no id token.')
    const unknown = unknownScopes(context, request.data.scopes ?? [])
    if (unknown.length > 0) {
      const known = ['openid', 'profile', 'email', ...context.scopes].join(', ')
      return refuse(c, 400, `No such scope: ${unknown.join(', ')}. Available: ${known}.`)
    }
    return c.json({ token: await mintToken(context, request.data) }, 200, { 'cache-control': 'no-store' })
  })
  app.onError((error, c) => {
    context.log(`issuer: ${error.message}`)
    // Such as a full disk: the command prints it.
    return refuse(
      c,
      500,
      error instanceof UserError ? error.message : 'The issuer failed. Its terminal shows the reason.',
    )
  })
  app.all('*', (c) => refuse(c, 405, 'Only POST /_claimcheck/token is available.'))
  return app
}

function onlyWithKey(key: string): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.header('origin') !== undefined)
      return refuse(c, 403, 'Requests from web pages are not allowed.')
    if (!isSecret(c.req.header('authorization'), `Bearer ${key}`)) {
      c.header('www-authenticate', 'Bearer')
      return refuse(c, 401, 'This is not the key of this run. It changes at each start.')
    }
    if (!isJson(c.req.header('content-type'))) {
      return refuse(c, 415, 'Send JSON, with content-type: application/json.')
    }
    return next()
  }
}

function unknownScopes({ scopes }: IssuerContext, asked: readonly string[]): string[] {
  const known = new Set(['openid', 'profile', 'email', ...scopes])
  return asked.filter((scope) => !known.has(scope))
}

function explain(error: z.ZodError): string {
  const issue = error.issues[0]
  const where = issue?.path.join('.')
  return `${where ? `"${where}"` : 'The body'}: ${issue?.message ?? 'invalid'}.`
}

function refuse(c: Context, status: 400 | 401 | 403 | 405 | 413 | 415 | 500, message: string): Response {
  return c.json({ message }, status)
}
