import { describe, expect, test } from '@jest/globals'
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
