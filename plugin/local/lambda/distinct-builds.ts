import type { Clock } from './clock.ts'

/** What became of one handler: a bundle, or what a person has to fix. */
export type WatchedBuild =
  | { readonly kind: 'built'; readonly code: Uint8Array; readonly sourceMap: Uint8Array }
  | { readonly kind: 'broken'; readonly problem: string }

/** Passes builds on: those that say something new, and those of truncated files a little later. */
export interface DistinctBuilds {
  report(handler: string, build: WatchedBuild, isTruncated?: boolean): void
  /** From now on: what the very first builds find is passed on as it is. */
  debounceTruncated(): void
  close(): void
}

/** Most editors empty a file before they fill it; one that stays empty is passed on after this time. */
const truncatedMs = 300

/** @param onBuild gets a build unless it is the same as the handler's last one. */
export function distinctBuilds(
  onBuild: (handler: string, build: WatchedBuild) => void,
  clock: Clock,
): DistinctBuilds {
  const last = new Map<string, WatchedBuild>()
  const held = new Map<string, () => void>()
  let debounces = false

  function pass(handler: string, build: WatchedBuild): void {
    const before = last.get(handler)
    last.set(handler, build)
    if (!before || !isSame(before, build)) onBuild(handler, build)
  }

  return {
    report(handler, build, isTruncated = false) {
      held.get(handler)?.()
      if (!isTruncated || !debounces) pass(handler, build)
      else
        held.set(
          handler,
          clock.after(truncatedMs, () => pass(handler, build)),
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
  if (one.kind === 'built') return other.kind === 'built' && Buffer.compare(one.code, other.code) === 0
  return other.kind === 'broken' && one.problem === other.problem
}
