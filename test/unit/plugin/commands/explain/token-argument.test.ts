import { describe, expect, test } from '@jest/globals'
import { takeArgument } from '../../../../../plugin/commands/explain/token-argument.ts'

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
  ])('given the words %j, when it is taken, then it is %j and the rest is left', (words, argument, left) => {
    expect(take(...words)).toEqual({ argument, left })
  })
})
