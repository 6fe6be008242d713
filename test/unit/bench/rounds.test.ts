import { describe, expect, test } from '@jest/globals'
import { runRounds } from '../../../bench/measure/rounds.ts'

describe('rounds', () => {
  test('given three contenders, when measured, then each has its turn each round and another one starts', async () => {
    const order: string[] = []
    const runner = (name: string) => ({ name, measure: async () => order.push(name) })

    await runRounds(['a', 'b', 'c'].map(runner), 4)

    expect(order.join('')).toBe('abc' + 'bca' + 'cab' + 'abc')
  })

  test('given figures, when measured, then each contender keeps its own, by round', async () => {
    let count = 0
    const runner = (name: string) => ({ name, measure: async () => ++count })

    const samples = await runRounds([runner('a'), runner('b')], 2)

    expect(samples).toEqual({ a: [1, 4], b: [2, 3] })
  })

  test('given a contender that measures slowly, when measured, then the next one waits', async () => {
    let running = 0
    let most = 0
    const measure = async () => {
      running += 1
      most = Math.max(most, running)
      await Promise.resolve()
      running -= 1
      return 1
    }

    await runRounds(
      [
        { name: 'a', measure },
        { name: 'b', measure },
      ],
      3,
    )

    expect(most).toBe(1)
  })
})
