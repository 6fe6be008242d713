import { describe, expect, test } from '@jest/globals'
import { readLocalOptions } from '../../../../plugin/commands/local.ts'
import { readPort, readTrustedIssuer, readUrl } from '../../../../plugin/commands/options.ts'

const refusal = (words: string) =>
  expect.objectContaining({ code: 'ERR_OPTION_INVALID', message: expect.stringContaining(words) })

describe('readPort', () => {
  test.each([
    [undefined, 3000],
    ['8080', 8080],
    ['65535', 65_535],
    ['0', 0],
  ])('%p is port %p', (given, port) => {
    expect(readPort({ port: given }, 'port', 3000)).toBe(port)
  })

  test.each(['65536', '-1', '80.5', 'http', ''])('rejects %p by name', (given) => {
    expect(() => readPort({ port: given }, 'port', 3000)).toThrow(refusal('--port'))
  })
})

describe('readTrustedIssuer', () => {
  test('neither option: the local issuer', () => {
    expect(readTrustedIssuer({})).toBeUndefined()
  })

  test('keeps the issuer exactly and splits the audiences', () => {
    const options = { issuer: 'https://example.eu.auth0.com/', audience: 'https://api.example.com, client1' }

    expect(readTrustedIssuer(options)).toEqual({
      issuer: 'https://example.eu.auth0.com/',
      audience: ['https://api.example.com', 'client1'],
    })
  })

  test.each([
    [{ issuer: 'https://example.eu.auth0.com/' }, 'go together'],
    [{ audience: 'api' }, 'go together'],
    [{ issuer: 'https://example.eu.auth0.com/', audience: ' , ' }, 'go together'],
    [{ issuer: 'http://example.eu.auth0.com/', audience: 'api' }, 'https'],
    [{ issuer: 'example.eu.auth0.com', audience: 'api' }, 'https'],
    [{ issuer: 'http://localhost:3001', audience: 'api' }, 'https'],
  ])('rejects %j', (options, words) => {
    expect(() => readTrustedIssuer(options)).toThrow(refusal(words))
  })
})

describe('readUrl', () => {
  const example = 'https://example.com'
  const read = (url: string | undefined, allowLoopbackHttp: boolean) =>
    readUrl({ url }, 'url', { example, allowLoopbackHttp })

  test.each([
    ['https://api.example.com/prod', false],
    ['http://localhost:3000', true],
    [undefined, false],
  ])('%p is itself, with http on this machine allowed: %p', (url, allowed) => {
    expect(read(url, allowed)).toBe(url)
  })

  test.each([
    ['http://localhost:3000', false],
    ['http://api.example.com', true],
    ['api.example.com', true],
    ['', true],
  ])('rejects %p, with http on this machine allowed: %p', (url, allowed) => {
    expect(() => read(url, allowed)).toThrow(refusal(example))
  })
})

describe('the ports of a local run', () => {
  test.each([
    [
      { port: '3001' },
      /^Port 3001 is given twice: to the API \(--port\) and to the console \(--console-port\)\. .+--console-port 3002/,
    ],
    [
      { 'console-port': '3005', 'lambda-port': '3005' },
      /to the console .+ the Lambda Invoke API \(--lambda-port\)/,
    ],
  ])('rejects %j', (options, message) => {
    expect(() => readLocalOptions(options)).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID', message: expect.stringMatching(message) }),
    )
  })

  test('accepts any free one for each', () => {
    expect(readLocalOptions({ port: '0', 'console-port': '0' })).toMatchObject({ port: 0, consolePort: 0 })
  })

  test('accepts three different ones, and any free one for the Invoke API', () => {
    expect(readLocalOptions({ port: '3001', 'console-port': '3002' })).toMatchObject({
      port: 3001,
      lambdaPort: 0,
    })
  })

  test.each([
    [{ 'lambda-port': '3000' }, '--lambda-port 3002.'],
    [{ port: '65535', 'console-port': '65535' }, '--console-port 65534.'],
  ])('%p: the port that it suggests is one, and not given either', (options, suggestion) => {
    expect(() => readLocalOptions(options)).toThrow(refusal(suggestion))
  })
})
