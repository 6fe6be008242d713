/**
 * A plain object with its keys in alphabetical order, as API Gateway writes every map. Names such as
 * `__proto__` become ordinary keys.
 */
export function sortedRecord(entries: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : Number(one > other))))
}
