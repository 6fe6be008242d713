import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { printableLine } from '../../../../../plugin/local/log/printable-line.ts'

describe('a line of a function', () => {
  test.each([
    ['text, é, 漢, 👩‍🚀 and a\ttab', 'text, é, 漢, 👩‍🚀 and a\ttab'],
    ['\u001b[2J\u001b[H', '\\x1b[2J\\x1b[H'],
    ['\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
    ['\u001b]52;c;Y29weQ==\u001b\\', '\\x1b]52;c;Y29weQ==\\x1b\\'],
    ['\u009b31m', '\\x9b31m'],
    ['one\rtwo', 'one\\x0dtwo'],
    ['windows\r', 'windows'],
    ['\u0000\u007f\b', '\\x00\\x7f\\x08'],
    ['user\u202egpj.exe', 'user\\u202egpj.exe'],
    ['a\u2028b', 'a\\u2028b'],
  ])('%j is shown as %j, with and without colours', (line, shown) => {
    expect(printableLine(line, true)).toBe(shown)
    expect(printableLine(line, false)).toBe(shown)
  })

  test('may have colours on a terminal, which end with it; elsewhere they are shown escaped', () => {
    const line = '\u001b[1;38:5:9mred'

    expect(printableLine(line, true)).toBe('\u001b[1;38:5:9mred\u001b[0m')
    expect(printableLine(line, false)).toBe('\\x1b[1;38:5:9mred')
  })

  test('has no control character left but those of colours, whatever is in it', () => {
    const unit = fc.constantFrom(
      '\u001b',
      '[',
      '3',
      '1',
      ';',
      'm',
      'J',
      '\u0007',
      '\u009b',
      ']',
      '\u202e',
      'a',
    )
    fc.assert(
      fc.property(fc.string({ unit }), (line) => {
        const control = /\p{Cc}|\u202e/u
        // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
        expect(printableLine(line, true).replace(/\u001b\[[0-9;]*m/g, '')).not.toMatch(control)
        expect(printableLine(line, false)).not.toMatch(control)
      }),
    )
  })
})
