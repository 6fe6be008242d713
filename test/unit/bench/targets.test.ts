import { describe, expect, test } from '@jest/globals'
import { atLeast, atMost, type Measurement, ratioOf } from '../../../bench/measure/measurement.ts'

describe('targets', () => {
  test.each([
    [0.99, true],
    [1, true],
    [1.01, false],
    [Number.NaN, false],
  ])('given %d where at most 1 is expected, when judged, then met is %s', (value, met) => {
    expect(atMost('x', value, 1).met).toBe(met)
  })

  test.each([
    [2.4, false],
    [2.5, true],
    [Number.NaN, false],
  ])('given %d where at least 2.5 is expected, when judged, then met is %s', (value, met) => {
    expect(atLeast('x', value, 2.5).met).toBe(met)
  })

  test('given a target, when told, then what was expected and measured have their unit', () => {
    expect(atMost('token', 612.3, 600, ' ms')).toEqual({
      text: 'token',
      expected: 'at most 600 ms',
      measured: '612 ms',
      met: false,
    })
  })

  test('given a contender that was not measured, when its ratio is asked for, then it refuses', () => {
    const measurement: Measurement = { title: 'GET', unit: 'ms', floor: 'a', samples: { a: [1] } }

    expect(() => ratioOf(measurement, 'b', 'a')).toThrow('GET has no contender b')
  })
})
