import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../../user-error.ts'
import type { ItemDocument } from '../table-api-types.ts'
import type { ConsoleApi, ConsoleTables } from './console-api.ts'

/** Its values are checked by what writes them. */
const Item = z.record(z.string(), z.custom<ItemDocument[string]>())
const Question = z.strictObject({ table: z.string(), filter: z.string().max(1_000), start: Item.optional() })
const Row = z.strictObject({ table: z.string(), key: Item })
const Added = z.strictObject({ table: z.string(), item: Item })
const Changed = z.strictObject({ table: z.string(), before: Item, item: Item })

/** The rows of the run's tables. Those of a deployed stage are never among them. */
export function tableRoutes(api: Pick<ConsoleApi, 'parts'>): Hono {
  const app = new Hono()

  app.get('/tables', async (c) => {
    const { tables } = (await api.parts?.()) ?? {}
    return c.json(tables ? await tables.tables() : [])
  })
  app.post('/tables/rows', async (c) => {
    const { start, ...question } = Question.parse(await c.req.json())
    return c.json(await (await open(api)).rows({ ...question, start }))
  })
  app.post('/tables/read', async (c) => {
    const { table, key } = Row.parse(await c.req.json())
    return c.json({ item: (await (await open(api)).read(table, key)) ?? null })
  })
  app.post('/tables/add', async (c) => {
    const { table, item } = Added.parse(await c.req.json())
    await (await open(api)).add(table, item)
    return c.body(null, 204)
  })
  app.post('/tables/change', async (c) => {
    const { table, before, item } = Changed.parse(await c.req.json())
    await (await open(api)).change(table, before, item)
    return c.body(null, 204)
  })
  app.post('/tables/delete', async (c) => {
    const { table, key } = Row.parse(await c.req.json())
    return c.json({ item: (await (await open(api)).delete(table, key)) ?? null })
  })
  return app
}

/** @throws {UserError} `ERR_TABLE_UNKNOWN` where the run has none that may be edited. */
async function open({ parts }: Pick<ConsoleApi, 'parts'>): Promise<ConsoleTables> {
  const { tables } = (await parts?.()) ?? {}
  if (tables) return tables
  throw new UserError('ERR_TABLE_UNKNOWN', 'This run has no tables that can be edited here.')
}
