import type { WatchedBuild } from './watched-build.ts'

/** Passes builds on: those that say something new, and those of half-written files a little later. */
export interface Reports {
  report(handler: string, build: WatchedBuild, isHalfWritten?: boolean): void
  /** From now on: what the very first builds find is passed on as it is. */
  debounceTruncated(): void
  close(): void
}

/** Most editors empty a file before they fill it; an empty one that is meant so is passed on after this time. */
const halfWrittenMs = 300

/** @param onBuild gets a build unless it is the same as the handler's last one. */
export function distinctBuilds(onBuild: (handler: string, build: WatchedBuild) => void): Reports {
  const last = new Map<string, WatchedBuild>()
  const held = new Map<string, NodeJS.Timeout>()
  let holds = false

  function pass(handler: string, build: WatchedBuild): void {
    const before = last.get(handler)
    last.set(handler, build)
    if (!before || !isSame(before, build)) onBuild(handler, build)
  }

  return {
    report(handler, build, isHalfWritten = false) {
      clearTimeout(held.get(handler))
      if (!isHalfWritten || !holds) pass(handler, build)
      else
        held.set(
          handler,
          setTimeout(() => pass(handler, build), halfWrittenMs),
        )
    },
    debounceTruncated() {
      holds = true
    },
    close() {
      for (const timer of held.values()) clearTimeout(timer)
    },
  }
}

function isSame(one: WatchedBuild, other: WatchedBuild): boolean {
  if (one.kind === 'built') return other.kind === 'built' && Buffer.compare(one.code, other.code) === 0
  return other.kind === 'broken' && one.problem === other.problem
}
