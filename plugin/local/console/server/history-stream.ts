import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { describeLine } from './request-details.ts'
import type { RequestHistory } from './request-history.ts'

/** Under load one message tells of many requests. */
const pauseMs = 150

/**
 * Server-sent events (HTML, section 9.2): the whole list as lines, newest first, now and after each change. Nothing is written down
 * while nobody listens.
 */
export function streamHistory(c: Context, exchanges: RequestHistory): Response {
  return streamSSE(c, async (stream) => {
    let next = Promise.withResolvers<void>()
    const stop = exchanges.watch(() => next.resolve())
    stream.onAbort(() => {
      stop()
      next.resolve()
    })
    while (!stream.aborted) {
      next = Promise.withResolvers<void>()
      const lines = exchanges.list().map(describeLine).reverse()
      await stream.writeSSE({ data: JSON.stringify(lines) })
      await next.promise
      await stream.sleep(pauseMs)
    }
  })
}
