import { Readable } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import { exitCodeOf, readToken, takeArgument } from '../../../../../plugin/commands/explain/token-argument.ts'

const take = (...words: string[]) => {
  const argv = ['node', 'serverless', 'token', 'explain', ...words]
  const argument = takeArgument(argv)
  return { argument, left: argv.slice(4) }
}

describe('the argument of token explain', () => {
  test.each<[string[], string | undefined, string[]]>([
    [['TOKEN'], 'TOKEN', []],
    [['-'], '-', []],
    [[''], '', []],
    [[], undefined, []],
    [['TOKEN', '--json'], 'TOKEN', ['--json']],
    [['--json', 'TOKEN'], 'TOKEN', ['--json']],
    [['--route', 'GET /profile', 'TOKEN'], 'TOKEN', ['--route', 'GET /profile']],
    [['--route=GET /profile', 'TOKEN'], 'TOKEN', ['--route=GET /profile']],
    [['-s', 'prod', 'TOKEN'], 'TOKEN', ['-s', 'prod']],
    [['--route', 'GET /profile'], undefined, ['--route', 'GET /profile']],
    [['--scope', 'a', '--scope', 'b', '-', '--json'], '-', ['--scope', 'a', '--scope', 'b', '--json']],
  ])('of %j is %j, and the rest is left', (words, argument, left) => {
    expect(take(...words)).toEqual({ argument, left })
  })
})

const stdin = (text: string) => Readable.from([Buffer.from(text)])
const terminal = Object.assign(stdin(''), { isTTY: true })

describe('the token to explain', () => {
  test.each([
    ['Bearer a.b.c', 'Bearer a.b.c'],
    ['  a.b.c \n', 'a.b.c'],
    ['Authorization: Bearer a.b.c\r\n', 'Bearer a.b.c'],
    ['a.b\n.c\n\n', 'a.b\n.c'],
    ['', ''],
  ])('%j as the argument or on stdin is %j', async (text, value) => {
    expect(await readToken(text === '-' ? '' : text, terminal)).toBe(value)
    expect(await readToken('-', stdin(text))).toBe(value)
    expect(await readToken(undefined, stdin(text))).toBe(value)
  })

  test('a terminal and no argument: says how to give one', async () => {
    await expect(readToken(undefined, terminal)).rejects.toMatchObject({
      code: 'ERR_TOKEN_MISSING',
      message: expect.stringContaining('npx claimcheck explain -'),
    })
  })
})

describe('the exit code', () => {
  const refusedAt = (check: string) => ({ answer: { check } }) as never

  test.each([
    [0, 'accepted', { answer: undefined } as never],
    [1, 'refused', refusedAt('expiry')],
    [2, 'no token', refusedAt('identity source')],
    [2, 'not a JWT', refusedAt('decode')],
  ])('%d: %s', (code, _what, explanation) => {
    expect(exitCodeOf(explanation)).toBe(code)
  })
})
