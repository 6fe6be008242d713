import fc from 'fast-check'
import type { Claims } from '../../../providers/index.ts'

// Names and words that have tripped readers of claims before.
const trickyText = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  '[',
  ']',
  '[]',
  '[a b]',
  'map[a:1]',
  '<nil>',
  'null',
  ' ',
  'a  b',
  'true',
  '12',
  'ключ',
  '名前',
  '\u{1f511}',
  '\ud800',
  'a,b',
  'a#b',
)
/** Text of any sort, brackets and lone surrogates included. */
export const anyText = fc.oneof(
  trickyText,
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
)
/** A claim's name of any sort, or one that readers look for. */
export const claimName = fc.oneof(
  anyText,
  fc.constantFrom('scope', 'scp', 'email', 'groups', 'https://example.com/roles'),
)

/** Any JSON value: with null, every sort of number, and text and keys out of the usual. */
export const jsonValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyText,
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(anyText, { maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(anyText, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value

/** Claims of any sort, as JSON.parse makes them out of a token's payload. */
export const anyClaims: fc.Arbitrary<Claims> = fc
  .array(fc.tuple(claimName, jsonValue), { maxLength: 8 })
  .map((members) => asDecoded(Object.fromEntries(members)))

/** The claims as JSON.parse makes them, own `__proto__` and all. */
export function asDecoded(value: object): Claims {
  return JSON.parse(JSON.stringify(value))
}
