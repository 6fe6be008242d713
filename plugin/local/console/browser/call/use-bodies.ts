import { useState } from 'preact/hooks'

/** What was last typed as the body of each route. */
export interface Bodies {
  /** Undefined where nothing was typed. */
  of(routeKey: string): string | undefined
  set(routeKey: string, text: string): void
}

const storageKey = 'claimcheck.bodies'

/** Kept for this tab, so that a reload loses no work. Bodies hold no token. */
export function useBodies(): Bodies {
  const [bodies, setBodies] = useState<Readonly<Record<string, string>>>(readBodies)
  return {
    of: (routeKey) => bodies[routeKey],
    set(routeKey, text) {
      const next = { ...bodies, [routeKey]: text }
      setBodies(next)
      sessionStorage.setItem(storageKey, JSON.stringify(next))
    },
  }
}

function readBodies(): Readonly<Record<string, string>> {
  return JSON.parse(sessionStorage.getItem(storageKey) ?? '{}')
}
