import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { environment, packagesFolder, runIn } from '../packages/in-folder.ts'
import { freePort } from '../support/local-run.ts'
import type { Call } from './matrix.ts'

/** In the order of `Call.answers`. */
export const callers = ['none', 'id', 'access', 'forged'] as const

/** One service of the matrix, started as its owner starts it. */
export interface ServiceRun extends AsyncDisposable {
  /** Everything printed so far. */
  output(): string
  /** Statuses and bodies, one for each of `callers`. */
  answersTo(call: Call): Promise<{ readonly statuses: number[]; readonly bodies: string[] }>
}

/** @param framework the folder with its tarballs: `osls` or `serverless` */
export async function startService(
  framework: string,
  folder: string,
  command: readonly string[],
): Promise<ServiceRun> {
  const cwd = join(packagesFolder(), framework, folder)
  const [port, consolePort] = [await freePort(), await freePort()]
  const ports = command[0] === 'local' ? ['--port', '--console-port'] : ['--httpPort', '--console-port']
  const args = [...command, `${ports[0]}`, `${port}`, `${ports[1]}`, `${consolePort}`]
  const child = spawn('serverless', args, { cwd, env: environment(cwd), stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = once(child, 'close')
  let output = ''
  const up = Promise.withResolvers<void>()
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('Ctrl-C')) up.resolve()
    })
  closed.then(() => up.reject(new Error(`${folder} ended before it was up:\n${output}`)))
  await up.promise

  const tokens = await readTokens(cwd)
  return {
    output: () => output,
    async answersTo(call) {
      const responses = await Promise.all(
        tokens.map((token) => send(`http://localhost:${port}`, call, token)),
      )
      return {
        statuses: responses.map(({ status }) => status),
        bodies: responses.map(({ body }) => body),
      }
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGINT')
      await closed
    },
  }
}

/** One for each of `callers`; also where no route asks for one, since such a route must not look at it. */
async function readTokens(cwd: string): Promise<(string | undefined)[]> {
  const [id, access] = await Promise.all(
    ['id', 'access'].map(async (use) => {
      const { code, output, stdout } = await runIn(cwd, 'claimcheck', 'token', '--use', use)
      if (code !== 0) throw new Error(`claimcheck token failed:\n${output}`)
      return stdout.trim()
    }),
  )
  return [undefined, id, access, forge(access ?? '')]
}

/** The same claims, another signature. */
function forge(token: string): string {
  const [header, payload, signature = ''] = token.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20)
  return [header, payload, bytes.toString('base64url')].join('.')
}

async function send(
  url: string,
  { request, send: body, headers, tokenIn }: Call,
  token: string | undefined,
): Promise<{ readonly status: number; readonly body: string }> {
  const [method = '', path = ''] = request.split(' ')
  const inHeader = token !== undefined && tokenIn === undefined
  const response = await fetch(url + path + (tokenIn && token ? `?token=${token}` : ''), {
    method,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(method === 'OPTIONS' && {
        origin: 'https://app.example.com',
        'access-control-request-method': 'GET',
      }),
      ...(inHeader && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  })
  return { status: response.status, body: await response.text() }
}
