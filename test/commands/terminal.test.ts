import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { freePort } from '../support/local-run.ts'
import { writeService } from '../support/service-fixture.ts'
import type { TemporaryFolder } from '../support/temporary-folder.ts'

const bin = join(import.meta.dirname, '..', '..', 'node_modules', '.bin')

jest.setTimeout(90_000)

let service: TemporaryFolder
let child: ChildProcess
let output: string
let apiUrl: string

beforeEach(async () => {
  service = await writeService(
    'useDotenv: true\nprovider: { name: aws, runtime: nodejs24.x, environment: { WORD: "$' +
      '{env:WORD}" } }\nfunctions: { a: { handler: a.handler, events: [{ httpApi: "GET /a" }] } }\n',
    {
      'a.js': "exports.handler = async () => { console.log('plain', process.env.WORD); return 'hi' }\n",
      '.env': 'WORD=one\n',
    },
  )
})

afterEach(async () => {
  if (child.exitCode === null) {
    const closed = once(child, 'close')
    process.kill(-(child.pid ?? 0), 'SIGTERM')
    await closed
  }
  await service.remove()
})

/** `script` runs it in a pseudo-terminal, and passes on what is written to its stdin. */
async function start(isTerminal: boolean, ...options: readonly string[]): Promise<void> {
  const [port, consolePort] = [await freePort(), await freePort()]
  apiUrl = `http://localhost:${port}`
  const words = ['local', '--port', `${port}`, '--console-port', `${consolePort}`, ...options]
  // Ctrl-C reaches the shell too: with the trap it lives on, and stty shows how the terminal was left.
  const command = `trap : INT; ${join(bin, 'serverless')} ${words.join(' ')}; echo "ended with $?"; stty -a`
  const [program, ...args] = isTerminal ? inTerminal(command) : ['sh', '-c', command]
  output = ''
  child = spawn(program as string, args, {
    cwd: service.path,
    env: {
      ...process.env,
      SHELL: '/bin/sh',
      PATH: `${bin}:${process.env.PATH}`,
      NO_COLOR: '',
      FORCE_COLOR: undefined,
    },
    stdio: 'pipe',
    detached: true,
  })
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  await printed('Ctrl-C stops it all.')
}

/** util-linux and macOS have a `script` each. */
function inTerminal(command: string): readonly string[] {
  if (process.platform === 'darwin') return ['script', '-q', '/dev/null', 'sh', '-c', command]
  return ['script', '-qec', command, '/dev/null']
}

async function printed(words: string): Promise<void> {
  for (let left = 600; left > 0 && !stripVTControlCharacters(output).includes(words); left -= 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  expect(stripVTControlCharacters(output)).toContain(words)
}

const consoleLink = () => /\?key=\S+/.exec(stripVTControlCharacters(output))?.[0]

const press = (key: string) => child.stdin?.write(key)

describe('at a terminal', () => {
  test('the console comes first, keys do what the help says, and the terminal is as before at the end', async () => {
    await start(true)
    expect(stripVTControlCharacters(output)).toMatch(
      /\n {2}Console +http:\/\/localhost:\d+\/\?key=\S+ +tokens, calls, why a 401\r?\n {2}API /,
    )
    await printed('Press h for shortcuts')
    press('h')
    await printed('t  copy an access token')
    await fetch(`${apiUrl}/a`)
    await printed('[a] plain')
    await printed('200 GET /a  ')
    await fetch(`${apiUrl}/b`)
    await printed('404 GET /b')
    expect(stripVTControlCharacters(output)).toMatch(
      /404 GET \/b {2}no route matches {2}-> http:\/\/localhost:\d+\/#\/r\//,
    )

    press('\u0003')
    await printed('ended with 0')
    await printed('icanon')
    expect(output).not.toMatch(/-icanon|-echo\b|-isig/)
  })

  test('r applies a change of serverless.yml and .env, and q ends it', async () => {
    await start(true, '--fresh')
    await appendFile(join(service.path, 'serverless.yml'), 'custom: { more: true }\n')
    await writeFile(join(service.path, '.env'), 'WORD=two\n')
    await printed('serverless.yml changed: press r to restart and apply it.')
    await printed('.env changed')
    const link = consoleLink()
    output = ''
    press('r')
    await printed('Ctrl-C stops it all.')
    expect(output).toContain('Restarting.')
    // A console that is open stays usable.
    expect(consoleLink()).toBe(link)
    expect((await fetch(`${apiUrl}/a`)).status).toBe(200)
    await printed('[a] plain two')

    press('q')
    await printed('ended with 0')
  })
})

describe('elsewhere', () => {
  test('the log is JSON on stdout, the banner on stderr, and stdin is left alone', async () => {
    await start(false)
    await fetch(`${apiUrl}/a`)
    await fetch(`${apiUrl}/b`)
    await printed('"path":"/b"')
    await printed('plain one')
    const lines = output.split('\n').filter((line) => line.startsWith('{'))

    expect(output).not.toContain('Press h')
    // What a function writes comes through a pipe of its own.
    const entries = lines.map((line) => JSON.parse(line))
    expect(entries).toHaveLength(3)
    expect(entries).toEqual(
      expect.arrayContaining([
        { time: expect.any(String), type: 'function', function: 'a', line: 'plain one' },
        expect.objectContaining({ type: 'request', path: '/a', status: 200, durationMs: expect.any(Number) }),
        expect.objectContaining({ type: 'request', path: '/b', status: 404, reason: 'no route matches' }),
      ]),
    )
  })

  test('--log pretty is for people, without colours', async () => {
    await start(false, '--log', 'pretty')
    await fetch(`${apiUrl}/a`)
    await printed('200 GET /a  ')

    expect(output).not.toContain('\u001b')
  })
})
