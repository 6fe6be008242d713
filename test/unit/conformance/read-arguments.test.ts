import { describe, expect, test } from '@jest/globals'
import { readArguments } from '../../../conformance/read-arguments.ts'

describe('readArguments', () => {
  test('given nothing, when read, then ours is run without the slow cases', () => {
    expect(readArguments([])).toEqual({
      help: false,
      targets: ['ours'],
      urls: new Map(),
      issuer: undefined,
      issuerPort: 0,
      only: undefined,
      slow: false,
      writeDocs: false,
    })
  })

  test('given targets, when read, then each is run once, in order', () => {
    expect(
      readArguments(['--target', 'ministack', '--target=ours', '--target', 'ministack']).targets,
    ).toEqual(['ministack', 'ours'])
  })

  test('given URLs, when read, then each stands for its API, a bare one for plain', () => {
    const { targets, urls } = readArguments([
      ...['--url', 'http://localhost:8080/base?a=b', '--url', 'cors=https://api.example.com'],
    ])

    expect(targets).toEqual(['url'])
    expect([...urls]).toEqual([
      ['plain', 'http://localhost:8080/base?a=b'],
      ['cors', 'https://api.example.com'],
    ])
  })

  test('given --write-docs, when read, then every target is run, slow cases too', () => {
    const { targets, slow } = readArguments(['--write-docs'])

    expect(targets).toEqual(['ours', 'serverless-offline', 'ministack'])
    expect(slow).toBe(true)
  })

  test.each([
    [['--target', 'aws'], '--target is "aws"'],
    [['--url', 'localhost'], 'expected an http or https URL'],
    [['--url', 'nowhere=http://localhost'], 'its API must be one of'],
    [['--url', 'http://localhost', '--target', 'ours'], 'cannot be combined'],
    [
      ['--url', 'http://localhost', '--issuer', 'https://x.example'],
      '--issuer and --issuer-key must be given together',
    ],
    [['--issuer', 'https://x.example', '--issuer-key', 'key.json'], 'requires --url'],
    [['--issuer-port', '70000'], 'expected a port number'],
    [['--targets', 'ours'], 'Unknown option --targets. Did you mean --target?'],
    [['ours'], 'takes no argument'],
  ])('given %j, when read, then it is refused', (args, words) => {
    expect(() => readArguments(args)).toThrow(words)
  })
})
