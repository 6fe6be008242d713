import { Readable } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import { readValue } from '../../../../../plugin/commands/explain/read-value.ts'

const stdin = (text: string) => Readable.from([Buffer.from(text)])
const terminal = Object.assign(stdin(''), { isTTY: true })

describe('what is to be explained', () => {
  test.each([
    ['Bearer a.b.c', 'Bearer a.b.c'],
    ['  a.b.c \n', 'a.b.c'],
    ['Authorization: Bearer a.b.c\r\n', 'Bearer a.b.c'],
    ['a.b\n.c\n\n', 'a.b\n.c'],
    ['', ''],
  ])('given %j as the argument or on stdin, when it is read, then it is %j', async (text, value) => {
    expect(await readValue(text === '-' ? '' : text, terminal)).toBe(value)
    expect(await readValue('-', stdin(text))).toBe(value)
    expect(await readValue(undefined, stdin(text))).toBe(value)
  })

  test('given a terminal and no argument, when it is read, then it says how to give one', async () => {
    await expect(readValue(undefined, terminal)).rejects.toMatchObject({
      code: 'ERR_TOKEN_MISSING',
      message: expect.stringContaining('serverless token explain -'),
    })
  })
})
