import type { RequestRecord } from '../../gateway/exchange.ts'

export interface ExchangeLogOptions {
  /** More of them would live long enough to be garbage that V8 collects late. @default 50 */
  readonly maxCount?: number
  /** About what all of them may hold in memory. @default 16 MB */
  readonly maxBytes?: number
}

/** The last requests, in memory only: tokens are in them. */
export interface RequestHistory {
  record(exchange: RequestRecord): void
  find(requestId: string): RequestRecord | undefined
  /** Oldest first. */
  list(): readonly RequestRecord[]
  clear(): void
  /** Calls back after each change until the returned function is called. */
  watch(listener: () => void): () => void
}

/** Line and headers are at most this long together (`request-limits.ts`), so they need not be counted. */
const headBytes = 10_240

/** Keeps references to what the gateway has made anyway; the oldest goes first when there are too many or they are too large. */
export function createExchangeLog(options: ExchangeLogOptions = {}): RequestHistory {
  const { maxCount = 50, maxBytes = 16 * 1024 * 1024 } = options
  const exchanges: RequestRecord[] = []
  const listeners = new Set<() => void>()
  let bytes = 0

  function dropOldest(): void {
    const oldest = exchanges.shift()
    if (oldest) bytes -= weigh(oldest)
  }

  function tell(): void {
    for (const listener of listeners) listener()
  }

  return {
    record(exchange) {
      exchanges.push(exchange)
      bytes += weigh(exchange)
      while (exchanges.length > maxCount || (bytes > maxBytes && exchanges.length > 1)) dropOldest()
      tell()
    },
    find: (requestId) => exchanges.find((exchange) => exchange.requestId === requestId),
    list: () => exchanges,
    clear() {
      exchanges.length = bytes = 0
      tell()
    },
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The body counts twice more: it is in the event too, there as text. */
function weigh({ handled }: RequestRecord): number {
  return headBytes + 3 * (handled.body?.length ?? 0) + handled.answer.body.length
}
