import { Hono } from 'hono'
import { z } from 'zod'
import { brokenTokenGroups, findBrokenToken } from '../../../../authorizer/broken-tokens/all.ts'
import { makeBrokenToken } from '../../../../authorizer/broken-tokens/make-broken-token.ts'
import { UserError } from '../../../user-error.ts'
import type { BrokenTokenGroupDocument } from '../api-types.ts'
import type { ConsoleApi } from './console-api.ts'
import { makeCustomToken } from './custom-token.ts'

const Broken = z.strictObject({ id: z.string(), token: z.string(), routeKey: z.string() })

const Custom = z.strictObject({
  token: z.string(),
  header: z.string(),
  payload: z.string(),
  signing: z.enum(['issuer', 'other-key', 'kept']),
})

/** Tokens made from one of the person's own: broken in a known way, or written by hand. */
export function tokenRoutes(api: ConsoleApi): Hono {
  return new Hono()
    .get('/broken-tokens', (c) => c.json(offeredTokens(api)))
    .post('/broken-token', async (c) =>
      c.json({ value: await breakToken(api, Broken.parse(await c.req.json())) }),
    )
    .post('/custom-token', async (c) => {
      const { issuerKeys } = api
      const token = makeCustomToken(Custom.parse(await c.req.json()), issuerKeys)
      return c.json({ value: `Bearer ${token}` })
    })
}

/** Without those that need a key of an issuer elsewhere. */
function offeredTokens({ issuerKeys }: ConsoleApi): BrokenTokenGroupDocument[] {
  return brokenTokenGroups.map(({ title, tokens }) => ({
    title,
    tokens: tokens
      .filter(({ needsIssuer }) => !needsIssuer || issuerKeys.length > 0)
      .map(({ id, title, check }) => ({ id, title, check })),
  }))
}

async function breakToken(
  api: ConsoleApi,
  { id, token, routeKey }: z.infer<typeof Broken>,
): Promise<string | null> {
  const brokenToken = findBrokenToken(id)
  const routes = await api.routes()
  const chosen = routes.filter((each) => each.routeKey === routeKey)
  const authorizer = [...chosen, ...routes]
    .map((each) => each.authorizer)
    .find((each) => each?.kind === 'jwt')
  if (!brokenToken)
    throw new UserError(
      'ERR_BROKEN_TOKEN_UNKNOWN',
      `There is no broken token "${id}". Choose one from the list.`,
    )
  if (!authorizer)
    throw new UserError(
      'ERR_AUTHORIZER_NEEDED',
      'A broken token is made for a JWT authorizer, and no route of this service has one. Choose another token.',
    )
  const { issuerKeys, now } = api
  return makeBrokenToken({ brokenToken, token, authorizer, nowMs: now(), issuerKeys }) ?? null
}
