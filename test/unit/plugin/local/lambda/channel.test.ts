import { PassThrough } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  eventLine,
  messageLine,
  readEventLine,
  readMessageLine,
} from '../../../../../plugin/local/lambda/channel.ts'
import { keepOutCrashReport } from '../../../../../plugin/local/lambda/instance/crash-report.ts'
import { cutLogLine, splitLines } from '../../../../../plugin/local/lambda/split-lines.ts'

describe('the channel of an instance', () => {
  test('given any event and any value, when they are written as lines, then each is one line, and reading it gives it back', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), fc.boolean(), (json, id, waited) => {
        const event = { eventText: json, requestId: id, traceId: id }
        const message = { kind: 'returned', requestId: id, valueText: json, waited, tookMs: 0.5 } as const
        for (const line of [eventLine(event), messageLine(message)])
          expect(line.indexOf('\n')).toBe(line.length - 1)

        expect(readEventLine(eventLine(event).trimEnd())).toEqual(event)
        expect(readMessageLine(messageLine(message).trimEnd())).toEqual(message)
      }),
    )
  })

  test('given a failure with tabs and newlines, when it is written, then reading it gives it back', () => {
    const failure = { errorType: 'Error', errorMessage: 'a\tb\nc', stack: 'a\n\tat b' }

    expect(readMessageLine(messageLine({ kind: 'failed', requestId: 'a', failure }).trimEnd())).toEqual({
      kind: 'failed',
      requestId: 'a',
      failure,
    })
  })

  test.each([
    'nonsense',
    '',
    'null',
    '1',
    '{}',
    '{"kind":"init-failed"}',
    '{"kind":"failed","failure":{}}',
    '{"kind":"failed","failure":{"errorType":"Error","errorMessage":"","stack":5}}',
    '{"kind":"uncaught","failure":{"errorMessage":"no type"}}',
    '{"kind":"requeued"}',
  ])('given the line %j, which is not of ours, when it is read, then there is no message', (line) => {
    expect(readMessageLine(line)).toBeUndefined()
  })
})

describe('splitting a stream into lines', () => {
  test('given any text cut anywhere, when it is split, then its lines come out, the last one without a newline too', async () => {
    const text = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '\n') }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(text, async (chunks) => {
        const stream = new PassThrough()
        const lines: string[] = []
        splitLines(stream, (line) => lines.push(line))
        const ended = new Promise((resolve) => stream.once('end', resolve))
        for (const chunk of chunks) stream.write(chunk)
        stream.end()
        await ended
        const wanted = chunks.join('').split('\n')
        if (wanted.at(-1) === '') wanted.pop()

        expect(lines).toEqual(wanted)
      }),
    )
  })
})

describe('a line that is too long', () => {
  test('is kept to its limit and one chunk, and the next line comes whole', async () => {
    const stream = new PassThrough()
    const lines: string[] = []
    splitLines(stream, (line) => lines.push(line), 1_000)
    const ended = new Promise((resolve) => stream.once('end', resolve))
    for (let count = 0; count < 1_000; count += 1) stream.write('x'.repeat(100))
    stream.end('\nnext\n')
    await ended

    expect(lines.map((line) => line.length)).toEqual([1_100, 4])
  })

  test.each([
    ['x', 262_144, 262_144],
    ['x', 262_145, 262_144],
    ['€', 87_381, 87_381],
    ['€', 87_382, 87_381],
  ])('of %j, %i of them, has %i in the log', (character, count, kept) => {
    const note = kept < count || Buffer.byteLength(character) * count > 262_144 ? ' ... (cut at 256 kB)' : ''

    expect(cutLogLine(character.repeat(count))).toBe(`${character.repeat(kept)}${note}`)
  })
})

describe('the crash report of Node', () => {
  function logOf(lines: readonly string[]) {
    const log: string[] = []
    const report = keepOutCrashReport((line) => log.push(line))
    for (const line of lines) report.take(line)
    return { log, isOutOfMemory: report.isOutOfMemory() }
  }

  test('given what a full heap prints, when it is taken, then the log has what came before, and it is known for what it is', () => {
    const lines = [
      'mine',
      '<--- Last few GCs --->',
      '[1:0x2] 5 ms: Mark-Compact',
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    ]

    expect(logOf(lines)).toEqual({ log: ['mine'], isOutOfMemory: true })
  })

  test('given what an abort prints, when it is taken, then it is not for want of memory', () => {
    expect(logOf(['----- Native stack trace -----', ' 1: 0xd3a3c0  [node]'])).toEqual({
      log: [],
      isOutOfMemory: false,
    })
  })

  test('given a function that writes such words itself, when they are taken, then they are in the log and mean nothing', () => {
    const line = 'FATAL ERROR: JavaScript heap out of memory'

    expect(logOf([line])).toEqual({ log: [line], isOutOfMemory: false })
  })
})
