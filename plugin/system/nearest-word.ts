import { distance } from 'fastest-levenshtein'

/** A word of three letters is another word after two changes; `prot` is still `port`. */
const allowed = (word: string) => (word.length > 3 ? 2 : 1)

/** The one of `known` that was probably meant, by Levenshtein's distance; undefined if none is near. */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  const [nearest] = [...known]
    .map((name) => ({ name, changes: distance(word, name) }))
    .filter(({ name, changes }) => changes <= Math.min(allowed(word), allowed(name)))
    .toSorted((one, other) => one.changes - other.changes)
  return nearest?.name
}
