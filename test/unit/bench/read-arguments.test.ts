import { describe, expect, test } from '@jest/globals'
import { partNames } from '../../../bench/parts/parts.ts'
import { readArguments, usage } from '../../../bench/read-arguments.ts'

describe('npm run bench -- ...', () => {
  test('given nothing, when read, then every part runs in full and is written', () => {
    expect(readArguments([])).toEqual({
      help: false,
      parts: partNames,
      rounds: undefined,
      quick: false,
      write: true,
    })
  })

  test('given parts, when read, then they run once each, in the order of the run', () => {
    expect(readArguments(['warm', 'cold', 'warm']).parts).toEqual(['cold', 'warm'])
  })

  test.each([['--quick'], ['--no-write']])('given %s, when read, then nothing is written', (option) => {
    expect(readArguments([option]).write).toBe(false)
  })

  test('given a number of rounds, when read, then it is that', () => {
    expect(readArguments(['--rounds', '12']).rounds).toBe(12)
  })

  test.each([
    [['hot'], 'There is no part "hot"; expected one of cold, warm, schemas, gateway, python, start, growth.'],
    [['--rounds', '0'], '--rounds is "0"; expected a whole number from 1 to 9999.'],
    [['--rounds', '2.5'], '--rounds is "2.5"'],
    [['--fast'], '--fast'],
  ])('given %j, when read, then it is refused with what is wanted', (args, message) => {
    expect(() => readArguments(args)).toThrow(message)
  })

  test('given its help, when read, then each part is told', () => {
    for (const name of partNames) expect(usage).toContain(`\n  ${name} `)
  })
})
