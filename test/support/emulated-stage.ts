import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Emulator } from '../../plugin/deploy/rehearse/emulator.ts'
import { emulatorAccess, emulatorEnvironment } from '../../plugin/deploy/rehearse/emulator-access.ts'
import { installEmulator } from '../../plugin/deploy/rehearse/install-emulator.ts'
import { overlayVariable, writeOverlay } from '../../plugin/deploy/rehearse/overlay.ts'
import { type RehearsalIssuer, startRehearsalIssuer } from '../../plugin/deploy/rehearse/rehearsal-issuer.ts'
import { rehearsalParams } from '../../plugin/deploy/rehearse/rehearsal-params.ts'
import { startEmulator } from '../../plugin/deploy/rehearse/start-emulator.ts'
import { type DeployedStack, readStack } from '../../plugin/deploy/stack/stack.ts'
import { requestToken } from '../../plugin/local/issuer-client.ts'
import { compileCache } from './compile-cache.ts'
import { copyService, type ServiceCopy } from './packaged-service.ts'

const root = join(import.meta.dirname, '..', '..')
const signal = new AbortController().signal
const stackName = 'claimcheck-dev'

/** The pinned MiniStack of this project, installed at first use. */
export function emulatorProgram(): Promise<string> {
  return installEmulator({ stateDir: join(root, '.claimcheck'), signal, log: () => {} })
}

export type Provider = 'cognito' | 'okta'

export interface DeployEnd {
  readonly code: number | null
  readonly output: string
}

/** A stage at an emulator of its own, deployed from a copy of the service, and the issuer that Okta's tokens come from. */
export interface EmulatedStage {
  readonly emulator: Emulator
  readonly copy: ServiceCopy
  /** @param killAt Words at which the process is killed (SIGKILL), as by a machine that goes down. */
  deploy(provider: Provider, options?: { params?: readonly string[]; killAt?: string }): Promise<DeployEnd>
  stack(): Promise<DeployedStack | undefined>
  /** Calls the deployed API with a token of Okta's form. */
  call(method: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>
  close(): Promise<void>
}

export async function startEmulatedStage(): Promise<EmulatedStage> {
  const copy = await copyService()
  const emulator = await startEmulator({
    program: await emulatorProgram(),
    folder: join(copy.dir, 'state'),
    signal,
  })
  const scopes = ['profile.delete']
  const issuer = await startRehearsalIssuer({
    provider: 'okta',
    scopes,
    folder: join(copy.dir, 'state'),
    log: () => {},
  })
  const access = emulatorAccess(emulator.endpoint, 'us-east-1')
  return {
    emulator,
    copy,
    deploy: (provider, { params = [], killAt } = {}) => {
      const tenant = provider === 'okta' ? issuer : undefined
      const overlay = { issuer: tenant?.issuer.issuer, leaveOut: ['AWS::Cognito::ManagedLoginBranding'] }
      const env = {
        ...emulatorEnvironment(access, bareEnvironment(copy)),
        [overlayVariable]: writeOverlay(overlay),
      }
      // The issuer of these tokens speaks http, which preflight would refuse.
      const preflight = tenant ? ['--no-preflight'] : []
      const args = [
        'deploy',
        '--verbose',
        ...preflight,
        ...rehearsalParams({ provider, params }, tenant?.issuer),
      ]
      return runServerless(copy, args, env, killAt)
    },
    stack: () => readStack(access, stackName),
    call: async (method, body) => callApi(emulator, issuer, await readStack(access, stackName), method, body),
    close: async () => {
      await issuer.close()
      await emulator.close()
      await copy.remove()
    },
  }
}

/** The acceptance suite beside the copy, for `serverless rehearse`; and a state folder that has the emulator. */
export async function prepareRehearsal({ dir }: ServiceCopy): Promise<string> {
  await symlink(join(root, 'test'), join(dir, 'test'))
  const stateDir = join(dir, '.claimcheck')
  const venv = dirname(dirname(await emulatorProgram()))
  await mkdir(stateDir, { recursive: true })
  await symlink(venv, join(stateDir, basename(venv)))
  return stateDir
}

export function bareEnvironment({ dir }: ServiceCopy): Record<string, string | undefined> {
  return { ...compileCache, PATH: process.env.PATH, HOME: join(dir, 'home'), NO_COLOR: '1' }
}

/** Runs one `serverless` command in the copy; `at` is done once when the words were printed. */
export async function runServerless(
  { dir }: ServiceCopy,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  at?: string,
  kill: NodeJS.Signals = 'SIGKILL',
): Promise<DeployEnd> {
  const bin = join(root, 'node_modules', '.bin')
  const child = spawn(join(bin, 'node'), [join(bin, 'serverless'), ...args], {
    cwd: dir,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      const before = output
      output += text
      if (at !== undefined && output.includes(at) && !before.includes(at)) child.kill(kill)
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

async function callApi(
  { endpoint }: Emulator,
  issuer: RehearsalIssuer,
  stack: DeployedStack | undefined,
  method: string,
  body: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const url = `${endpoint}/_aws/execute-api/${stack?.outputs.get('HttpApiId')}/$default`
  await issuer.announce(url)
  const token = await requestToken(issuer.stateDir, { user: 'ada@example.com' })
  const response = await fetch(`${url}/profile`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
