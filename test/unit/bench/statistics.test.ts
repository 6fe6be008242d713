import { describe, expect, test } from '@jest/globals'
import { median, ratioByRound, summarize } from '../../../bench/measure/statistics.ts'

describe('the statistics of a run', () => {
  test.each([
    [[7], 7],
    [[9, 1, 5], 5],
    [[4, 1, 2, 3], 2.5],
  ])(
    'given the rounds %j, when the median is taken, then it is %d and the rounds stay in order',
    (values, wanted) => {
      const before = [...values]

      expect(median(values)).toBe(wanted)
      expect(values).toEqual(before)
    },
  )

  test('given no rounds, when summarized, then it refuses', () => {
    expect(() => summarize([])).toThrow(RangeError)
  })

  test('given rounds, when summarized, then median, least and most are told', () => {
    expect(summarize([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30 })
  })

  test('given a spell in which everything took tenfold, when the ratio is taken, then it is that of each round', () => {
    expect(ratioByRound([2, 20, 2], [4, 40, 4])).toBe(0.5)
  })

  test('given medians that hide it, when the ratio is taken, then it is not that of the medians', () => {
    const [ours, theirs] = [
      [1, 10, 3],
      [1, 2, 3],
    ]

    expect(ratioByRound(ours, theirs)).toBe(1)
    expect(median(ours) / median(theirs)).toBe(1.5)
  })

  test('given different numbers of rounds, when the ratio is taken, then it refuses', () => {
    expect(() => ratioByRound([1, 2], [1])).toThrow(RangeError)
  })
})
