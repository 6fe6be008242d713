/**
 * A plain object with its keys in alphabetical order, as API Gateway writes every map. Names such as
 * `__proto__` become ordinary keys.
 */
export function sortedRecord(entries: Iterable<readonly [string, string]>): Record<string, string> {
  const values = new Map(entries)
  // Without a comparison of ours: sorting by code units is what `sort` does by itself, and quicker.
  const names = [...values.keys()].sort()
  return Object.fromEntries(names.map((name) => [name, values.get(name) ?? '']))
}
