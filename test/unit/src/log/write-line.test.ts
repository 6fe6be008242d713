import { describe, expect, test } from '@jest/globals'
import { writeRecord } from '../../../../src/log/write-line.ts'
import { logLines } from '../../../support/log-lines.ts'

describe('writeRecord', () => {
  test('given a record, when written, then it is one line of JSON without what is undefined', () => {
    const log = logLines()
    writeRecord(log.write, { message: 'two\nlines', status: 200, code: undefined, error: { at: ['a:1:2'] } })

    expect(log.text()).toBe('{"message":"two\\nlines","status":200,"error":{"at":["a:1:2"]}}')
  })
})
