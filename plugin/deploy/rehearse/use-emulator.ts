import { UserError } from '../../user-error.ts'
import { askVersion, type Emulator } from './emulator.ts'
import { isLoopbackEndpoint } from './loopback.ts'

/**
 * A MiniStack that runs already.
 *
 * @throws {UserError} `ERR_OPTION_INVALID` when nothing that is MiniStack answers there, or it is not on this machine.
 */
export async function useEmulator(endpoint: string): Promise<Emulator> {
  if (!isLoopbackEndpoint(endpoint)) {
    throw new UserError(
      'ERR_OPTION_INVALID',
      `--endpoint is "${endpoint}"; wanted the address of a MiniStack on this machine, by number: http://127.0.0.1:4566.`,
    )
  }
  const { origin } = new URL(endpoint)
  const version = await askVersion(origin)
  if (version) return { endpoint: origin, version, close: async () => {} }
  throw new UserError(
    'ERR_OPTION_INVALID',
    `No MiniStack answers at ${origin}. Start it, or leave --endpoint out.`,
  )
}
