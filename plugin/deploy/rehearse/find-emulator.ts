import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { UserError } from '../../user-error.ts'
import { askVersion, type Emulator, isLoopbackEndpoint } from './emulator.ts'
import { installEmulator, pinnedVersion } from './install-emulator.ts'
import { startEmulator } from './start-emulator.ts'

export interface FindEmulatorOptions {
  /** A MiniStack that is already running. */
  readonly endpoint: string | undefined
  /** Holds the installation. */
  readonly stateDir: string
  /** Holds the log of this run. */
  readonly folder: string
  readonly signal: AbortSignal
  readonly log: (line: string) => void
  /** @default that of this process */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/**
 * The MiniStack of the caller: the one that runs at `endpoint`, else the one on the PATH, else one of our own.
 *
 * @throws {UserError} `ERR_OPTION_INVALID`, `ERR_EMULATOR_NOT_INSTALLED` or `ERR_EMULATOR_NOT_STARTED`.
 */
export async function findEmulator(options: FindEmulatorOptions): Promise<Emulator> {
  const { endpoint, folder, signal, log, env = process.env } = options
  const onPath = endpoint === undefined ? await programOnPath('ministack', env.PATH) : undefined
  const emulator =
    endpoint === undefined
      ? await startEmulator({ program: onPath ?? (await installEmulator(options)), folder, signal })
      : await useEmulator(endpoint)
  const pinned = await pinnedVersion()
  const other = emulator.version === pinned ? '' : ` (tested with ${pinned})`
  log(`   MiniStack ${emulator.version}${onPath ? `, ${onPath}` : ''} at ${emulator.endpoint}${other}`)
  return emulator
}

/**
 * A MiniStack that is already running.
 *
 * @throws {UserError} `ERR_OPTION_INVALID` when there is no MiniStack, or it is not on this machine.
 */
async function useEmulator(endpoint: string): Promise<Emulator> {
  if (!isLoopbackEndpoint(endpoint)) {
    throw new UserError(
      'ERR_OPTION_INVALID',
      `--endpoint is "${endpoint}"; expected a MiniStack on this machine by IP address, such as http://127.0.0.1:4566.`,
    )
  }
  const { origin } = new URL(endpoint)
  const version = await askVersion(origin)
  if (version) return { endpoint: origin, version, close: async () => {} }
  throw new UserError('ERR_OPTION_INVALID', `No MiniStack at ${origin}. Start it, or omit --endpoint.`)
}

async function programOnPath(name: string, path = ''): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, name)
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return file
  }
  return undefined
}
