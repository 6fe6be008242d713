import { describe, expect, test } from '@jest/globals'
import { keepOutCrashReport } from '../../../../../../plugin/local/lambda/instance/crash-report.ts'

const report = [
  '',
  '<--- Last few GCs --->',
  '',
  '[71:0x2a3] 1042 ms: Mark-Compact 127.9 (130.1) -> 127.8 (130.3) MB',
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  '----- Native stack trace -----',
]

function logOf(lines: readonly string[]) {
  const log: string[] = []
  const crash = keepOutCrashReport((line) => log.push(line))
  for (const line of lines) crash.take(line)
  return { log, isOutOfMemory: crash.isOutOfMemory() }
}

describe('keepOutCrashReport', () => {
  test('given what a function wrote and then a crash, when passed on, then nothing of the report is logged, and why it crashed is known', () => {
    expect(logOf(['about to fill up', ...report])).toEqual({ log: ['about to fill up'], isOutOfMemory: true })
  })

  test('given a stack overflow of native code, when passed on, then it is kept out and is no lack of memory', () => {
    expect(logOf(['----- Native stack trace -----', ' 1: 0xdead'])).toEqual({ log: [], isOutOfMemory: false })
  })

  test('given blank lines of the function itself, when passed on, then they are logged where they stood', () => {
    expect(logOf(['one', '', '', 'two']).log).toEqual(['one', '', '', 'two'])
  })

  test('given a function that writes of a full heap itself, when passed on, then it is logged and believed to be no crash', () => {
    const line = 'FATAL ERROR: not this time - JavaScript heap out of memory'
    expect(logOf([line])).toEqual({ log: [line], isOutOfMemory: false })
  })
})
