import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { type ClaimVerdict, judgeClaim } from '../../../../providers/custom-claims.ts'
import { UserError } from '../../../user-error.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { firstIssue, onlyWithKey, refuse } from '../program-requests.ts'
import { UserName } from '../users/users-api.ts'
import { mintToken } from './mint-token.ts'

const maxBodyBytes = 16 * 1024
const defaultUser = 'alice@example.com'

const TokenRequest = z.strictObject({
  use: z.enum(['id', 'access']).default('access'),
  client: z.boolean().default(false),
  user: UserName.default(defaultUser),
  groups: z.array(z.string().min(1)).optional(),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'must be scope names (RFC 6749 section 3.3)'))
    .optional(),
  claims: z.record(z.string().min(1), z.json()).optional(),
})

/** `POST /_claimcheck/token`: one token without a browser, for programs that hold the run's key. */
export function tokenRoutes(context: IssuerContext): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: (c) => refuse(c, 413, 'The body is too long.') }))
  app.post('/token', onlyWithKey(context.key), async (c) => {
    const request = TokenRequest.safeParse(await c.req.json().catch(() => undefined))
    if (!request.success) return refuse(c, 400, firstIssue(request.error))
    if (request.data.client && request.data.use === 'id')
      return refuse(c, 400, 'A machine-to-machine client has no id token.')
    const unknown = unknownScopes(context, request.data.scopes ?? [])
    if (unknown.length > 0) {
      const known = ['openid', 'profile', 'email', ...context.scopes].join(', ')
      return refuse(c, 400, `No such scope: ${unknown.join(', ')}. Available: ${known}.`)
    }
    const verdicts = judgeClaims(context, request.data)
    const reserved = verdicts.find(({ kind }) => kind === 'reserved')
    if (reserved) return refuse(c, 400, `${reserved.text}.`)
    const answer = {
      token: await mintToken(context, request.data),
      warnings: verdicts.map(({ text }) => `${text}. This token has it anyway.`),
    }
    return c.json(answer, 200, { 'cache-control': 'no-store' })
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
  return app
}

/** What the provider would not issue so. */
function judgeClaims(
  { profile }: IssuerContext,
  { claims = {}, use }: z.infer<typeof TokenRequest>,
): ClaimVerdict[] {
  return Object.keys(claims).flatMap((name) => {
    const verdict = judgeClaim(profile, name)
    if (verdict) return [verdict]
    if (profile.customClaims.isIn(name, use)) return []
    return [{ kind: 'left out', text: `This provider does not issue ${name} in ${use} tokens` }]
  })
}

function unknownScopes({ scopes }: IssuerContext, asked: readonly string[]): string[] {
  const known = new Set(['openid', 'profile', 'email', ...scopes])
  return asked.filter((scope) => !known.has(scope))
}
