import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../../user-error.ts'
import type { ConsoleApi } from './console-api.ts'

const Invocation = z.strictObject({ name: z.string(), event: z.string() })

/** The functions of the run, with or without a route, and the calls of them with any event. */
export function invokeRoutes(api: Pick<ConsoleApi, 'parts'>): Hono {
  const app = new Hono()

  app.get('/functions', async (c) => {
    const { functions } = (await api.parts?.()) ?? {}
    return c.json(functions ? functions.list : { functions: [], samples: [] })
  })
  app.post('/invoke', async (c) => {
    const { functions } = (await api.parts?.()) ?? {}
    if (!functions) throw new UserError('ERR_FUNCTION_UNKNOWN', 'The functions are not part of this run.')
    const invocation = Invocation.parse(await c.req.json())
    return c.json(await functions.invoke(invocation, c.req.raw.signal))
  })
  return app
}
