import { Writable } from 'node:stream'
import { expect, test } from '@jest/globals'
import { chooseLogFormat, createLog, type LogFormat } from '../../../../../plugin/local/log/create-log.ts'
import type { LogEntry } from '../../../../../plugin/local/log/log.ts'

function logged(format: LogFormat, line: string, entry?: LogEntry, isTTY = false): string {
  let written = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written += chunk
      done()
    },
  })
  createLog(format, Object.assign(stream, { isTTY }) as unknown as NodeJS.WriteStream, () => 0)(line, entry)
  return written
}

const time = '1970-01-01T00:00:00.000Z'
const wrote = (text: string): LogEntry => ({ kind: 'function', functionKey: 'hello', text })

test.each<[string, LogEntry | undefined, object]>([
  [
    '\u001b[1mThe table runs again.\u001b[0m',
    undefined,
    { type: 'notice', message: 'The table runs again.' },
  ],
  ['[hello] plain', wrote('plain'), { type: 'function', function: 'hello', line: 'plain' }],
  [
    '[hello] {}',
    wrote('{"level":"info","message":"a","n":1}'),
    { type: 'function', function: 'hello', record: { level: 'info', message: 'a', n: 1 } },
  ],
  [
    'GET / 401 3 ms: no',
    {
      kind: 'request',
      requestId: 'ID',
      method: 'GET',
      path: '/',
      status: 401,
      tookMs: 3.2,
      short: 'no',
      reason: 'no, since',
      link: 'http://localhost:3001/#/r/ID',
    },
    {
      type: 'request',
      requestId: 'ID',
      method: 'GET',
      path: '/',
      status: 401,
      durationMs: 3,
      reason: 'no, since',
      link: 'http://localhost:3001/#/r/ID',
    },
  ],
])('json: %j is one object in one line', (line, entry, object) => {
  expect(JSON.parse(logged('json', line, entry))).toEqual({ time, ...object })
  expect(logged('json', line, entry).match(/\n/g)).toHaveLength(1)
})

test('pretty has colours on a terminal only', () => {
  const entry = wrote('{"level":"error","message":"no"}')

  expect(logged('pretty', '', entry)).toBe('[hello] error no\n')
})

test.each<[LogFormat | undefined, boolean, LogFormat]>([
  [undefined, true, 'pretty'],
  [undefined, false, 'json'],
  ['json', true, 'json'],
  ['pretty', false, 'pretty'],
])('%s with a terminal: %s is %s', (chosen, isTTY, format) => {
  expect(chooseLogFormat(chosen, { isTTY })).toBe(format)
})
