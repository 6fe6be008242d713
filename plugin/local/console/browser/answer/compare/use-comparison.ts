import { useState } from 'preact/hooks'
import { compareHash, requestHash } from '../../address.ts'

type Two = readonly [one: string, other: string]

/** Two requests being chosen, or compared. */
export interface Comparison {
  /** While it is on, a request of the list is marked and not opened. */
  readonly isMarking: boolean
  readonly marked: readonly string[]
  /** Both, once there are two. */
  readonly ids: Two | undefined
  /** Begins with the request that is shown, or ends. */
  readonly toggle: (shown: string | undefined) => void
  readonly mark: (id: string) => void
  readonly open: (ids: Two) => void
  /** @param shown the request that is shown again. */
  readonly close: (shown: string | undefined) => void
}

/** What is compared is in the address, too. */
export function useComparison(): Comparison {
  const [isMarking, setMarking] = useState(false)
  const [marked, setMarked] = useState<readonly string[]>([])
  const [ids, setIds] = useState<Two>()
  const open = (two: Two) => {
    setMarking(false)
    setMarked([])
    setIds(two)
    history.replaceState(undefined, '', compareHash(two))
  }
  return {
    isMarking,
    marked,
    ids,
    open,
    toggle(shown) {
      setMarking(!isMarking)
      setMarked(isMarking || shown === undefined ? [] : [shown])
    },
    mark(id) {
      const [first] = marked
      if (first === id) setMarked([])
      else if (first === undefined) setMarked([id])
      else open([first, id])
    },
    close(shown) {
      setMarking(false)
      setMarked([])
      setIds(undefined)
      history.replaceState(undefined, '', shown === undefined ? '#/' : requestHash(shown))
    },
  }
}
