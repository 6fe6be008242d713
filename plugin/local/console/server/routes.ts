import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { UserError } from '../../../user-error.ts'
import { onlySameOrigin } from '../../web/same-origin.ts'
import { findRecipe, recipeGroups } from '../broken-tokens/all.ts'
import { makeBrokenToken } from '../broken-tokens/make-broken-token.ts'
import type { ConsoleServer } from './console-api.ts'
import { streamHistory } from './history-stream.ts'
import { requestOf, useOfToken, withToken } from './replay.ts'
import { describeExchange, describePrincipal } from './request-details.ts'
import { sendThrough } from './send-request.ts'

/** A little above what the gateway takes, so that its own limit can be tried. */
const maxBodyBytes = 12 * 1024 * 1024

const Call = z.strictObject({
  method: z.string().regex(/^[A-Z]+$/),
  path: z.string().startsWith('/'),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string().optional(),
})

const Broken = z.strictObject({ recipe: z.string(), token: z.string(), routeKey: z.string() })
const Person = z.strictObject({ email: z.email(), use: z.enum(['id', 'access']) })
const Replay = z.strictObject({ as: z.email().optional() })

/** What the console's page asks its own server. Only that page is answered. */
export function deskRoutes(desk: ConsoleServer, origin: string): Hono {
  const app = new Hono()
  app.use(onlySameOrigin(origin), bodyLimit({ maxSize: maxBodyBytes }))

  app.get('/routes', async (c) => c.json(await desk.routes()))
  app.get('/schemas', async (c) => c.json(await bodySchemas(desk)))
  app.get('/people', (c) => c.json(desk.people?.list() ?? []))
  app.get('/recipes', (c) => c.json(offeredRecipes(desk)))
  app.get('/requests', (c) => streamHistory(c, desk.exchanges))
  app.delete('/requests', (c) => {
    desk.exchanges.clear()
    return c.body(null, 204)
  })
  app.get('/requests/:id', async (c) => {
    const exchange = desk.exchanges.find(c.req.param('id'))
    return exchange ? c.json(describeExchange(exchange)) : gone(c)
  })
  app.get('/requests/:id/principal', async (c) => {
    const exchange = desk.exchanges.find(c.req.param('id'))
    return exchange ? c.json({ principal: describePrincipal(exchange, await desk.functions()) }) : gone(c)
  })

  app.post('/call', async (c) => {
    const { body, ...call } = Call.parse(await c.req.json())
    return c.json(describeExchange(await sendThrough(desk, { ...call, body })))
  })
  app.post('/requests/:id/replay', async (c) => {
    const { as } = Replay.parse(await c.req.json())
    const exchange = desk.exchanges.find(c.req.param('id'))
    if (!exchange) return gone(c)
    const request = requestOf(exchange)
    const again =
      as === undefined ? request : withToken(request, await tokenFor(desk, as, useOfToken(request)))
    return c.json(describeExchange(await sendThrough(desk, again)))
  })
  app.post('/token', async (c) => {
    const { email, use } = Person.parse(await c.req.json())
    return c.json({ token: await tokenFor(desk, email, use) })
  })
  app.post('/broken-token', async (c) =>
    c.json({ value: await broken(desk, Broken.parse(await c.req.json())) }),
  )

  // A 200, since a browser would write any other answer into its console, as if the page were at fault.
  app.onError((error, c) => {
    if (error instanceof UserError) return c.json({ problem: error.message, code: error.code })
    if (error instanceof z.ZodError)
      return c.json({ problem: z.prettifyError(error), code: 'ERR_REQUEST_INVALID' })
    throw error
  })
  return app
}

function gone(c: Context): Response {
  return c.json({ problem: 'This request is no longer remembered: newer ones took its place.' })
}

async function bodySchemas(desk: ConsoleServer): Promise<Record<string, object>> {
  const functions = await desk.functions()
  const routes = await desk.routes()
  return Object.fromEntries(
    routes.flatMap(({ routeKey, functionKey }) => {
      const schema = functions.get(functionKey)?.bodySchema
      return schema ? [[routeKey, schema]] : []
    }),
  )
}

/** Without those that nobody could make for this issuer. */
function offeredRecipes({ issuerKeys }: ConsoleServer): object[] {
  return recipeGroups.map(({ title, recipes }) => ({
    title,
    recipes: recipes
      .filter(({ needsIssuer }) => !needsIssuer || issuerKeys.length > 0)
      .map(({ id, title, check }) => ({ id, title, check })),
  }))
}

async function broken(
  desk: ConsoleServer,
  { recipe: id, token, routeKey }: z.infer<typeof Broken>,
): Promise<string | null> {
  const recipe = findRecipe(id)
  const routes = await desk.routes()
  const route = routes.find((each) => each.routeKey === routeKey)
  const authorizer = route?.authorizer ?? routes.find((each) => each.authorizer)?.authorizer
  if (!recipe || !authorizer)
    throw new UserError('ERR_RECIPE_UNKNOWN', 'There is no such recipe, or no authorizer.')
  const { issuerKeys, now } = desk
  return makeBrokenToken({ recipe, token, authorizer, nowMs: now(), issuerKeys }) ?? null
}

async function tokenFor({ people }: ConsoleServer, email: string, use: 'id' | 'access'): Promise<string> {
  if (people) return people.token(email, use)
  throw new UserError('ERR_NO_ISSUER', 'The issuer is not ours: sign in as that person instead.')
}
