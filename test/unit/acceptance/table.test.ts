import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { formatRow, formatSummary, type Row } from '../../acceptance/table.ts'

const passed: Row = { result: 'passed', name: 'no token: 401', durationMs: 3.4, reason: undefined }
const failed: Row = {
  result: 'failed',
  name: 'id token: 200',
  durationMs: 12,
  reason: 'expected 200,\ngot 500',
}
const differs: Row = {
  result: 'differs',
  name: 'a challenge',
  durationMs: 1,
  reason: 'differs here: it sends none',
}

describe('the table', () => {
  test('given a row that held, when shown, then it is one line with its time', () => {
    expect(stripVTControlCharacters(formatRow(passed))).toMatch(/^ {2}ok +no token: 401 +3 ms$/)
  })

  test.each([
    ['failed', failed, /^ {2}FAILED +id token: 200 +12 ms\n +expected 200,\n +got 500$/],
    ['differs', differs, /^ {2}differs +a challenge +1 ms\n +differs here: it sends none$/],
  ])('given a row that %s, when shown, then the reason stands below it', (_what, row, wanted) => {
    expect(stripVTControlCharacters(formatRow(row))).toMatch(wanted)
  })

  test.each([
    [[passed], '1 passed, 0 failed'],
    [[passed, failed], '1 passed, 1 failed'],
    [
      [passed, differs, { ...differs, result: 'not checked' as const }],
      '1 passed, 0 failed, 1 differs from AWS at this target, 1 not checked',
    ],
  ])('given rows, when counted, then none is left out (%#)', (rows, wanted) => {
    expect(formatSummary(rows)).toBe(wanted)
  })
})
