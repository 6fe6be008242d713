import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { partNames } from '../../../bench/parts/parts.ts'
import { fillIn } from '../../../bench/report/docs.ts'

const page = 'Before.\n\n<!-- bench:cold -->\n\nold\n\n<!-- /bench:cold -->\n\nAfter.\n'

describe('the figures in docs/reference/performance.md', () => {
  test('given new figures, when filled in, then the old ones go and what is written around them stays', () => {
    expect(fillIn(page, { cold: 'new' })).toBe(page.replace('\nold\n', '\nnew\n'))
  })

  test('given parts that were not run, when filled in, then theirs stay', () => {
    expect(fillIn(page, {})).toBe(page)
  })

  test.each(['Nothing.', '<!-- bench:cold -->', '<!-- /bench:cold --> <!-- bench:cold -->'])(
    'given a page without both marks (%s), when filled in, then the mark is named',
    (text) => {
      expect(() => fillIn(text, { cold: 'new' })).toThrow('<!-- bench:cold -->')
    },
  )

  test('given the page as it is, when every part is filled in, then each has its place', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/reference/performance.md'), 'utf8')
    const sections = Object.fromEntries(
      ['targets', 'machine', ...partNames].map((name) => [name, `(${name})`]),
    )

    const filled = fillIn(text, sections)

    for (const section of Object.values(sections)) expect(filled).toContain(section)
  })
})
