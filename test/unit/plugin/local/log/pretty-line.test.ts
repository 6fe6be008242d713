import { describe, expect, test } from '@jest/globals'
import type { LogEntry, RequestEntry } from '../../../../../plugin/local/log/log.ts'
import { prettyLine } from '../../../../../plugin/local/log/pretty-line.ts'
import type { Paint } from '../../../../../plugin/system/terminal.ts'

const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`
const asIs = (text: string) => text
const plain: Paint = { strong: asIs, link: asIs, quiet: asIs, good: asIs, warn: asIs, bad: asIs }
const coloured: Paint = {
  ...plain,
  quiet: mark('dim'),
  good: mark('green'),
  warn: mark('yellow'),
  bad: mark('red'),
}

const request: RequestEntry = {
  kind: 'request',
  requestId: 'ID',
  method: 'GET',
  path: '/profile',
  status: 200,
  tookMs: 12.3,
}
const wrote = (text: string, functionKey = 'hello'): LogEntry => ({ kind: 'function', functionKey, text })
const shown = (text: string, paint = plain) => prettyLine(`[hello] ${text}`, wrote(text), paint)

describe('a request', () => {
  test('that was answered has its time', () => {
    expect(prettyLine('', request, plain)).toBe('200 GET /profile  12 ms')
  })

  test('that was refused has the reason in a few words and ends with the link', () => {
    const short = 'exp (expiry): expired 3 minutes ago'
    const refused = { ...request, status: 401, short, reason: 'long', link: 'http://localhost:3001/#/r/ID' }

    expect(prettyLine('', refused, plain)).toBe(
      '401 GET /profile  exp (expiry): expired 3 minutes ago  -> http://localhost:3001/#/r/ID',
    )
  })

  test.each([
    [204, 'green'],
    [404, 'yellow'],
    [503, 'red'],
  ])('%i is %s', (status, colour) => {
    expect(prettyLine('', { ...request, status }, coloured)).toContain(`<${colour}>${status}</${colour}>`)
  })
})

describe('a line of a function', () => {
  test.each([
    'plain',
    '{ a: 1 }',
    '{"a":1}',
    '{"level":"info"}',
    '[{"level":"info","message":"a"}]',
    '{"level":',
  ])('stays as it is: %s', (text) => {
    expect(shown(text)).toBe(`[hello] ${text}`)
  })

  test.each([
    [
      'the framework',
      { level: 'warn', message: 'request', requestId: 'x', routeKey: 'GET /a', status: 403, code: undefined },
      'warn request  routeKey="GET /a" status=403',
    ],
    [
      'Powertools',
      { level: 'INFO', message: 'hi', service: 's', cold_start: true, timestamp: 't', orderId: 7 },
      'info hi  orderId=7',
    ],
    ['pino', { level: 50, time: 1, pid: 2, hostname: 'h', msg: 'no', list: [1] }, 'error no  list=[1]'],
    ['winston', { message: 'm', level: 'debug' }, 'debug m'],
  ])('of %s is its level, its message and the rest', (_, record, text) => {
    expect(shown(JSON.stringify(record))).toBe(`[hello] ${text}`)
  })

  test.each([
    [
      { err: { type: 'TypeError', message: 'no', stack: 'TypeError: no\n    at a (b:1:2)' } },
      ['TypeError: no', '    at a (b:1:2)'],
    ],
    [{ error: { name: 'Error', code: 'E', at: ['/a.js:1:2'] } }, ['Error E', '    at /a.js:1:2']],
    [{ reason: { errorMessage: 'no', stackTrace: ['at a (b:1:2)'] } }, ['reason no', '    at a (b:1:2)']],
  ])('has the stack of its error below: %j', (rest, lines) => {
    expect(shown(JSON.stringify({ level: 'error', message: 'failed', ...rest })).split('\n')).toEqual(
      ['error failed', ...lines].map((line) => `[hello] ${line}`),
    )
  })

  test('cannot steer the terminal by what its JSON escapes, and a long value is cut', () => {
    const text = shown(
      JSON.stringify({ level: 'info', message: '\u001b[2Jx\ry', key: '\u202e', long: 'x'.repeat(999) }),
    )

    expect(text).toContain('\\x1b[2Jx\\x0dy')
    for (const character of ['\u001b', '\r', '\u202e']) expect(text).not.toContain(character)
    expect(text.length).toBeLessThan(400)
  })

  test.each([
    ['ERROR', 'red'],
    ['warning', 'yellow'],
    ['info', 'green'],
    ['trace', 'dim'],
  ])('of level %s is %s', (level, colour) => {
    expect(shown(JSON.stringify({ level, message: 'm' }), coloured)).toContain(
      `<${colour}>${level.toLowerCase()}</${colour}>`,
    )
  })
})

test('a notice stays as it is', () => {
  expect(prettyLine('The table runs again.', undefined, coloured)).toBe('The table runs again.')
})
