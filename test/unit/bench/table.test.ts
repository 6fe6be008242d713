import { describe, expect, test } from '@jest/globals'
import type { Measurement } from '../../../bench/measure/measurement.ts'
import { alignTable, markdownTable, measurementTable } from '../../../bench/report/table.ts'

const measurement: Measurement = {
  title: 'GET',
  unit: 'µs',
  floor: 'floor',
  samples: { floor: [1, 2, 3], claimcheck: [2, 4, 6], Hono: [1234.5, 1000, 2000] },
}

describe('the table of a measurement', () => {
  test('given contenders, when tabled, then each has its figures and both ratios, but none to itself', () => {
    expect(measurementTable(measurement)).toEqual([
      ['', 'median, µs', 'min', 'max', 'relative to floor', 'claimcheck, relative to it'],
      ['floor', '2', '1', '3', '', '2 x'],
      ['claimcheck', '4', '2', '6', '2 x', ''],
      ['Hono', '1235', '1000', '2000', '667 x', '0.003 x'],
    ])
  })

  test('given figures without claimcheck, when tabled, then nothing is said of it', () => {
    const sizes: Measurement = { title: 'Rows', unit: 'µs', floor: '10', samples: { 10: [1], 1000: [1.5] } }

    expect(measurementTable(sizes)).toEqual([
      ['', 'median, µs', 'min', 'max', 'relative to 10'],
      ['10', '1', '1', '1', ''],
      ['1000', '1.5', '1.5', '1.5', '1.5 x'],
    ])
  })

  test('given a table, when printed, then columns stand below each other', () => {
    expect(
      alignTable([
        ['', 'ms'],
        ['long name', '1'],
      ]),
    ).toEqual(['            ms', 'long name    1'])
  })

  test('given a table, when written for the docs, then it is Markdown with figures to the right', () => {
    expect(
      markdownTable([
        ['', 'ms'],
        ['a', '1'],
      ]),
    ).toBe('|  | ms |\n| --- | ---: |\n| a | 1 |')
  })
})
