import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { ProfileInput } from '../../../../src/profile/schema.ts'

const halfOfAnEmoji = '\ud83d'

/** Each row: where, what is taken there, and beside it what is refused there. */
const rows: readonly (readonly [where: string, taken: unknown, refused: unknown])[] = [
  ['displayName', 'A', ''],
  ['displayName', 'Ada Lovelace', '   '],
  ['displayName', 'x'.repeat(100), 'x'.repeat(101)],
  ['displayName', 'Ada 🦊', `Ada ${halfOfAnEmoji}`],
  ['displayName', 'Ada\u00a0L', 'Ada\nL'],
  ['displayName', 'a|b', 'a\u2028b'],
  ['displayName', '42', 42],
  ['displayName', 'null', null],
  ['displayName', 'a,b', ['a', 'b']],
  ['bio', '', null],
  ['bio', 'one\ntwo\tthree', 'a\u0000b'],
  ['bio', 'x'.repeat(1000), 'x'.repeat(1001)],
  ['bio', 'fox 🦊', halfOfAnEmoji],
  ['website', 'https://ada.example/a?b=c#d', 'ada.example'],
  ['website', 'http://localhost:8080', 'ftp://ada.example'],
  ['website', 'HTTPS://ADA.EXAMPLE', 'javascript:alert(1)'],
  ['website', 'https://ä.example', '//ada.example'],
  ['website', 'https://ada.example', ''],
  ['website', `https://a.example/${'x'.repeat(1982)}`, `https://a.example/${'x'.repeat(1983)}`],
  ['locale', 'de', 'd'],
  ['locale', 'de-CH', 'de_CH'],
  ['locale', 'zh-Hant-TW', 'zh-Hant-Hans'],
  ['locale', 'es-419', '419'],
  ['locale', 'en-US-u-ca-gregory', 'en-'],
  ['locale', 'sl-rozaj-biske', '*'],
  ['locale', 'und', ['de', 'fr']],
  ['locale', `en-x-${'a'.repeat(8)}`, `en${'-abcdefgh'.repeat(4)}`],
  ['interests', [], 'chess'],
  ['interests', ['chess', 'go'], { 0: 'chess' }],
  ['interests', Array(20).fill('x'), Array(21).fill('x')],
  ['interests.0', 'x'.repeat(50), 'x'.repeat(51)],
  ['interests.1', 'go', ''],
  ['interests.1', 'go', 7],
]

/** A whole body with `value` at `where`. */
function bodyWith(where: string, value: unknown): Record<string, unknown> {
  const [member, index] = where.split('.') as [string, string | undefined]
  const interests = index === undefined ? [] : Array(Number(index)).fill('x')
  return { displayName: 'Ada', [member]: index === undefined ? value : [...interests, value] }
}

/** Where a body is wrong, once for each complaint. */
function wrongPlaces(body: unknown): string[] {
  return ProfileInput.safeParse(body).error?.issues.map((issue) => issue.path.join('.')) ?? []
}

function canonicalOrUndefined(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).toString()
  } catch {
    return undefined
  }
}

describe('ProfileInput', () => {
  test.each(rows)('given %s, when it holds %j, then it is taken', (where, taken) => {
    expect(wrongPlaces(bodyWith(where, taken))).toEqual([])
  })

  test.each(rows)(
    'given %s, when not %j but %j stands there, then it alone is refused',
    (where, _, refused) => {
      expect(wrongPlaces(bodyWith(where, refused))).toEqual([where])
    },
  )

  test.each([null, undefined, [], 'Ada', 7])(
    'given no object but %j, when it is read, then it is refused',
    (body) => {
      expect(wrongPlaces(body)).toEqual([''])
    },
  )

  test('given an empty object, when it is read, then only the display name is missed', () => {
    expect(wrongPlaces({})).toEqual(['displayName'])
  })

  test('given a misspelt member, when it is read, then it is refused rather than dropped', () => {
    expect(wrongPlaces({ displayName: 'Ada', intrests: [] })).toEqual([''])
  })

  test('given one wrong value in each member, when it is read, then each is named', () => {
    const body = { displayName: '', bio: 1, website: 'x', locale: '?', interests: ['ok', ''] }

    expect(wrongPlaces(body)).toEqual(['displayName', 'bio', 'website', 'locale', 'interests.1'])
  })

  test('given blanks around and a locale in small letters, when it is read, then both are tidied', () => {
    const body = {
      displayName: ' Ada ',
      bio: ' a b ',
      website: ' https://a.example ',
      locale: 'de-ch',
      interests: [' go '],
    }

    expect(ProfileInput.parse(body)).toEqual({
      displayName: 'Ada',
      bio: 'a b',
      website: 'https://a.example',
      locale: 'de-CH',
      interests: ['go'],
    })
  })

  test('given any text for a locale, seen before or not, when it is read, then it is what Intl.Locale makes of it', () => {
    const tag = fc.stringMatching(
      /^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{1,8}){0,2}$/,
    )
    const read = (text: string) => ProfileInput.safeParse({ displayName: 'Ada', locale: text }).data?.locale
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: tag }, fc.string({ maxLength: 35 })), (text) => {
        const wanted = text.length > 35 ? undefined : canonicalOrUndefined(text)

        expect([read(text), read(text)]).toEqual([wanted, wanted])
      }),
      { numRuns: 2000 },
    )
  })

  test('given a refusal, when its messages are read, then none repeats what was sent', () => {
    const secret = 'not-for-others'
    const body = {
      displayName: [secret],
      website: secret,
      locale: `${secret}_`,
      bio: { secret },
      interests: secret,
    }

    const { error } = ProfileInput.safeParse(body)

    expect(error?.issues).toHaveLength(5)
    expect(error?.issues.map((issue) => issue.message).join()).not.toContain(secret)
  })
})
