import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { projectDir } from '../../build/build.ts'

/** Made by `run.ts` before any test runs. */
export function packagesFolder(): string {
  const folder = process.env.CLAIMCHECK_PACKAGES
  if (folder === undefined) throw new Error('Run these tests with: npm run test:packages')
  return folder
}

export interface Finished {
  readonly code: number | null
  /** Of stdout and stderr, as they came. */
  readonly output: string
  readonly stdout: string
}

/** Nothing of this repository is found but its Node. */
export function environment(cwd: string): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_COMPILE_CACHE: _cache, ...env } = process.env
  const bins = [join(cwd, 'node_modules', '.bin'), join(cwd, '..', 'node_modules', '.bin')]
  const node = join(projectDir, 'node_modules', 'node', 'bin')
  return { ...env, NO_COLOR: '1', PATH: [node, ...bins, env.PATH].join(':') }
}

/** Runs a program that is installed in `cwd` or above it. */
export async function runIn(cwd: string, command: string, ...args: readonly string[]): Promise<Finished> {
  const child = spawn(command, args, { cwd, env: environment(cwd), stdio: ['ignore', 'pipe', 'pipe'] })
  let [output, stdout] = ['', '']
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (stream === child.stdout) stdout += chunk.toString()
    })
  const { promise, resolve, reject } = Promise.withResolvers<Finished>()
  child.once('error', reject).once('close', (code) => resolve({ code, output, stdout }))
  return promise
}

/** The event of `GET /greet` as the gateway sends it for a caller with a Cognito access token. */
export const event = {
  version: '2.0',
  routeKey: 'GET /greet',
  rawPath: '/greet',
  rawQueryString: '',
  headers: {},
  isBase64Encoded: false,
  requestContext: {
    requestId: 'request-1',
    routeKey: 'GET /greet',
    http: { method: 'GET', path: '/greet', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
    authorizer: {
      jwt: {
        claims: {
          sub: 'ada-1',
          iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E',
          client_id: '1example23456789',
          token_use: 'access',
          username: 'ada',
          scope: 'openid',
          iat: '1767225600',
          exp: '4102444800',
          jti: 'token-1',
          auth_time: '1767225600',
        },
        scopes: null,
      },
    },
  },
}

/** Answers `event` with a handler in a process of its own, as Lambda would load it. */
export async function answerOf(file: string, cwd: string): Promise<Finished> {
  const program = `
    const { handler } = await import(${JSON.stringify(file)})
    const context = { getRemainingTimeInMillis: () => 3000, awsRequestId: 'request-1', functionName: 'greet' }
    const answer = await handler(${JSON.stringify(event)}, context)
    process.stdout.write('\\nanswer ' + answer.statusCode + ' ' + answer.body)`
  const { CLAIMCHECK_PROVIDER = 'cognito' } = process.env
  return runIn(
    cwd,
    'env',
    `CLAIMCHECK_PROVIDER=${CLAIMCHECK_PROVIDER}`,
    'node',
    '--input-type=module',
    '-e',
    program,
  )
}

/** The files of an archive by their names. */
export async function unzip(file: string): Promise<Readonly<Record<string, Uint8Array>>> {
  return unzipSync(await readFile(file))
}
