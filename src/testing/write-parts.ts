/** All values by name, sorted by name as API Gateway writes every map. */
export function grouped(
  entries: Iterable<readonly [string, string]>,
): ReadonlyMap<string, readonly string[]> {
  const groups = Map.groupBy(entries, ([name]) => name)
  return new Map([...groups.keys()].sort().map((name) => [name, valuesOf(groups.get(name))]))
}

function valuesOf(entries: readonly (readonly [string, string])[] = []): string[] {
  return entries.map(([, value]) => value)
}

/** `17/Jun/2024:15:49:29 +0000` */
export function formatTime(nowMs: number): string {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(new Date(nowMs).toUTCString()) ?? []
  return `${day}/${month}/${year}:${time} +0000`
}
