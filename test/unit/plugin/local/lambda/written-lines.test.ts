import { describe, expect, test } from '@jest/globals'
import { createWrittenLines } from '../../../../../plugin/local/lambda/written-lines.ts'

describe('the lines that the functions of a request write', () => {
  test('are kept in their order, without names where one function wrote', () => {
    const written = createWrittenLines()
    written.add('hello', 'one')
    written.add('hello', 'two')

    expect(written.lines()).toEqual(['one', 'two'])
    expect([written.dropped(), written.length()]).toEqual([0, 6])
  })

  test('begin with their functions where several wrote', () => {
    const written = createWrittenLines()
    written.add('authorize', 'let it pass')
    written.add('hello', 'hi')

    expect(written.lines()).toEqual(['[authorize] let it pass', '[hello] hi'])
  })

  test('are the last 200', () => {
    const written = createWrittenLines()
    for (let count = 1; count <= 250; count += 1) written.add('hello', `line ${count}`)

    expect(written.lines()).toHaveLength(200)
    expect(written.lines()[0]).toBe('line 51')
    expect(written.dropped()).toBe(50)
  })

  test('take 64 k characters at most, and a longer one is cut', () => {
    const written = createWrittenLines()
    for (let count = 0; count < 10; count += 1) written.add('hello', 'x'.repeat(20_000))
    expect([written.lines().length, written.length(), written.dropped()]).toEqual([3, 60_000, 7])

    written.add('hello', 'y'.repeat(1_000_000))
    expect(written.lines()).toEqual([expect.stringMatching(/^y+ \.\.\. \(cut\)$/)])
    expect(written.length()).toBe(65_536)
  })

  test('have no colours, and no characters that act on a terminal', () => {
    const written = createWrittenLines()
    written.add('hello', '\u001b[31mred\u001b[0m \u202eturned\u0007')

    expect(written.lines()).toEqual(['red \\u202eturned\\x07'])
  })
})
