/**
 * Refuses an option that nobody reads. A guard that is misspelt, or put one level too high, would guard nothing.
 *
 * @throws {TypeError} naming the option and those that there are.
 */
export function assertKnownOptions(caller: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    throw new TypeError(`${caller}: there is no option ${name}. There are: ${known.join(', ')}.`)
  }
}
