type Release = () => void
type Work = (release: Release) => void

interface Waiting {
  readonly kind: 'shared' | 'alone'
  readonly work: Work
}

/** Who may work on the table: many requests at once, or one transaction alone. First come, first served. */
export interface Turns {
  /** Works at once, in the same tick, unless a transaction works or waits. */
  shared(work: Work): void
  alone<T>(work: () => Promise<T>): Promise<T>
}

export function createTurns(): Turns {
  const waiting: Waiting[] = []
  let sharing = 0
  let isAlone = false

  function next(): void {
    for (let [first] = waiting; first && isFree(first.kind); [first] = waiting) {
      waiting.shift()
      start(first)
    }
  }

  function isFree(kind: Waiting['kind']): boolean {
    return !isAlone && (kind === 'shared' || sharing === 0)
  }

  function start({ kind, work }: Waiting): void {
    if (kind === 'alone') isAlone = true
    else sharing += 1
    let isReleased = false
    work(() => {
      if (isReleased) return
      isReleased = true
      if (kind === 'alone') isAlone = false
      else sharing -= 1
      next()
    })
  }

  function enqueue(entry: Waiting): void {
    waiting.push(entry)
    next()
  }

  return {
    shared: (work) => enqueue({ kind: 'shared', work }),
    alone: (work) =>
      new Promise((resolve, reject) => {
        enqueue({ kind: 'alone', work: (release) => void work().then(resolve, reject).finally(release) })
      }),
  }
}
