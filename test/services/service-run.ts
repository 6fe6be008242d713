import { join } from 'node:path'
import { packagesFolder, runIn } from '../packages/in-folder.ts'
import { startRun } from '../packages/start-run.ts'
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
  const { url, output, stop } = await startRun(cwd, command)
  const tokens = await readTokens(cwd).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {
    output,
    async answersTo(call) {
      const responses = await Promise.all(
        tokens.map((token) => send(url, call, token)),
      )
      return {
        statuses: responses.map(({ status }) => status),
        bodies: responses.map(({ body }) => body),
      }
    },
    [Symbol.asyncDispose]: stop,
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
