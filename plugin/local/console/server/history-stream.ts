import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { toSummary } from './request-details.ts'
import type { RequestHistory } from './request-history.ts'

/** Under load one message covers many requests. */
const pauseMs = 150

/**
 * Server-sent events (HTML, section 9.2): the whole list of summaries, newest first, now and after each change. Nothing is
 * serialized while nobody listens.
 */
export function streamHistory(c: Context, history: RequestHistory): Response {
  return streamSSE(c, async (stream) => {
    let next = Promise.withResolvers<void>()
    const stop = history.watch(() => next.resolve())
    stream.onAbort(() => {
      stop()
      next.resolve()
    })
    while (!stream.aborted) {
      next = Promise.withResolvers<void>()
      const summaries = history.list().map(toSummary).reverse()
      await stream.writeSSE({ data: JSON.stringify(summaries) })
      await next.promise
      await stream.sleep(pauseMs)
    }
  })
}
