/**
 * Rejects an option that nobody reads: a guard that is misspelt, or one level too high, would guard nothing.
 *
 * @throws {TypeError} naming the unknown option and the known ones.
 */
export function assertKnownOptions(caller: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    throw new TypeError(`${caller}: unknown option ${name}. Known options: ${known.join(', ')}.`)
  }
}
