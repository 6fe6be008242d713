import { Hono } from 'hono'
import { toDetails } from './console/server/request-details.ts'
import type { RequestHistory } from './console/server/request-history.ts'
import type { IssuerContext } from './issuer/issuer-context.ts'
import { onlyWithKey } from './issuer/program-requests.ts'

export interface RunApiOptions {
  readonly history: RequestHistory
  /** Deletes the rows of the embedded table; absent where that is not part of the run. */
  readonly emptyTables?: (() => Promise<void>) | undefined
}

/** `/_claimcheck/requests` and `/_claimcheck/reset`: what a test needs of the run, beside tokens and users. */
export function runApi(
  { key, users }: Pick<IssuerContext, 'key' | 'users'>,
  { history, emptyTables }: RunApiOptions,
): Hono {
  const app = new Hono()
  app.get('/requests', onlyWithKey(key), (c) => c.json({ requests: history.list().map(toDetails) }))
  app.post('/reset', onlyWithKey(key), async (c) => {
    await Promise.all([users.reset(), emptyTables?.()])
    history.clear()
    return c.json({ emptiedTables: emptyTables !== undefined })
  })
  return app
}
