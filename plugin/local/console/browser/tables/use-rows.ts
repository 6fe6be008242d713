import { useEffect, useRef, useState } from 'preact/hooks'
import type { ItemDocument, RowsDocument } from '../../table-api-types.ts'
import { server } from '../server.ts'

/** One page of a table, and the ways to another. */
export interface Rows {
  /** Undefined until the first page is there. */
  readonly page: RowsDocument | undefined
  readonly filter: string
  readonly isLoading: boolean
  readonly problem: string
  /** 1 for the first page. */
  readonly number: number
  readonly setFilter: (filter: string) => void
  readonly reload: () => void
  readonly next: (() => void) | undefined
  readonly previous: (() => void) | undefined
}

/** Typing is over after so long, milliseconds. */
const quietMs = 250

/** Only the answer to the last question counts. */
export function useRows(table: string): Rows {
  const [filter, setFilter] = useState('')
  const [starts, setStarts] = useState<readonly (ItemDocument | undefined)[]>([undefined])
  const [page, setPage] = useState<RowsDocument>()
  const [isLoading, setLoading] = useState(true)
  const [problem, setProblem] = useState('')
  const [version, setVersion] = useState(0)
  const hasAsked = useRef(false)

  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    setLoading(true)
    const ask = async () => {
      try {
        const found = await server.rows({ table, filter, start: starts.at(-1) }, signal)
        if (signal.aborted) return
        setPage(found)
        setProblem('')
      } catch (error) {
        if (!signal.aborted) setProblem((error as Error).message)
      }
      if (!signal.aborted) setLoading(false)
    }
    const timer = setTimeout(() => void ask(), hasAsked.current ? quietMs : 0)
    hasAsked.current = true
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [table, filter, starts, version])

  const following = page?.next ?? undefined
  return {
    page,
    filter,
    isLoading,
    problem,
    number: starts.length,
    setFilter(text) {
      setFilter(text)
      setStarts([undefined])
    },
    reload: () => setVersion((before) => before + 1),
    next: following && (() => setStarts([...starts, following])),
    previous: starts.length > 1 ? () => setStarts(starts.slice(0, -1)) : undefined,
  }
}
