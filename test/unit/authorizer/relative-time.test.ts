import { describe, expect, test } from '@jest/globals'
import { relativeTime } from '../../../authorizer/relative-time.ts'

describe('a time as seen from now', () => {
  test.each([
    [-1, '1 second ago'],
    [-119, '119 seconds ago'],
    [-120, '2 minutes ago'],
    [-7_199, '120 minutes ago'],
    [-7_200, '2 hours ago'],
    [-172_800, '2 days ago'],
    [1, 'in 1 second'],
    [45, 'in 45 seconds'],
    [3_600, 'in 60 minutes'],
    [100_000, 'in 28 hours'],
  ])('given %i seconds from now, when it is written, then it is %j', (seconds, text) => {
    expect(relativeTime(1_790_000_000 + seconds, 1_790_000_000_000)).toBe(text)
  })

  test.each([
    [1, 'in 1 second'],
    [999, 'in 1 second'],
    [-1, '1 second ago'],
  ])('given %i milliseconds from now, when it is written, then it is not said to be now', (ms, text) => {
    expect(relativeTime(1_790_000_000, 1_790_000_000_000 - ms)).toBe(text)
  })
})
