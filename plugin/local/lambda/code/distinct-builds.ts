import type { Clock } from '../clock.ts'
import { type FunctionCode, isSameCode } from './function-code.ts'

/** What became of one function: its code, or what a person has to fix. */
export type WatchedBuild =
  | { readonly kind: 'built'; readonly code: FunctionCode }
  | {
      readonly kind: 'broken'
      readonly problem: string
      /** It is looked at once, at the start. */
      readonly needsRestart?: boolean
    }

/** Passes builds on: those that say something new, and those of truncated files a little later. */
export interface DistinctBuilds {
  report(key: string, build: WatchedBuild, isTruncated?: boolean): void
  /** From now on: what the very first builds find is passed on as it is. */
  debounceTruncated(): void
  close(): void
}

/** Most editors empty a file before they fill it; one that stays empty is passed on after this time. */
const truncatedMs = 300

/** @param onBuild gets a build unless it is the same as the function's last one. */
export function distinctBuilds(
  onBuild: (key: string, build: WatchedBuild) => void,
  clock: Clock,
): DistinctBuilds {
  const last = new Map<string, WatchedBuild>()
  const held = new Map<string, () => void>()
  let debounces = false

  function pass(key: string, build: WatchedBuild): void {
    const before = last.get(key)
    last.set(key, build)
    if (!before || !isSame(before, build)) onBuild(key, build)
  }

  return {
    report(key, build, isTruncated = false) {
      held.get(key)?.()
      if (!isTruncated || !debounces) pass(key, build)
      else
        held.set(
          key,
          clock.after(truncatedMs, () => pass(key, build)),
        )
    },
    debounceTruncated() {
      debounces = true
    },
    close() {
      for (const cancel of held.values()) cancel()
    },
  }
}

function isSame(one: WatchedBuild, other: WatchedBuild): boolean {
  if (one.kind === 'built') return other.kind === 'built' && isSameCode(one.code, other.code)
  return other.kind === 'broken' && one.problem === other.problem
}
