import type { RequestRecord } from '../../gateway/handle-request.ts'

export interface RequestHistoryOptions {
  /** Kept low: V8 collects what lives longer late. @default 50 */
  readonly maxCount?: number
  /** About what all of them may take in memory. @default 16 MB */
  readonly maxBytes?: number
}

/** The latest requests, in memory only, because they hold tokens. */
export interface RequestHistory {
  add(record: RequestRecord): void
  find(requestId: string): RequestRecord | undefined
  /** Oldest first. */
  list(): readonly RequestRecord[]
  clear(): void
  /** Records that `take` accepts stay out of the list, until the returned function is called. */
  divert(take: (record: RequestRecord) => boolean): () => void
  /** Calls back after each change until the returned function is called. */
  watch(listener: () => void): () => void
}

/** Line and headers are at most this long together (`request-limits.ts`), so they need not be counted. */
const headBytes = 10_240

/** Keeps references to what the gateway has made anyway. Drops the oldest first when there are too many or they are too large. */
export function createRequestHistory(options: RequestHistoryOptions = {}): RequestHistory {
  const { maxCount = 50, maxBytes = 16 * 1024 * 1024 } = options
  const records: RequestRecord[] = []
  const listeners = new Set<() => void>()
  const diversions = new Set<(record: RequestRecord) => boolean>()

  /** Counted again each time, because a function can write more after its answer. */
  function isTooMuch(): boolean {
    if (records.length > maxCount) return true
    return records.length > 1 && records.reduce((bytes, record) => bytes + sizeOf(record), 0) > maxBytes
  }

  function notify(): void {
    for (const listener of listeners) listener()
  }

  return {
    add(record) {
      if ([...diversions].some((take) => take(record))) return
      records.push(record)
      while (isTooMuch()) records.shift()
      notify()
    },
    find: (requestId) => records.find((record) => record.requestId === requestId),
    list: () => records,
    clear() {
      records.length = 0
      notify()
    },
    divert(take) {
      diversions.add(take)
      return () => void diversions.delete(take)
    },
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** A body counts three times: it is in the event too, there as text of two bytes a character. */
function sizeOf({ handled, written }: RequestRecord): number {
  return (
    headBytes + 3 * (handled.body?.length ?? 0) + handled.response.body.length + 2 * (written?.length() ?? 0)
  )
}
