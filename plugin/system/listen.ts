import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { UserError } from '../user-error.ts'

export interface ListenOptions {
  /** 0 for any free port. */
  readonly port: number
  readonly host: string
  /** The command line option that chooses another port: `--port`. */
  readonly option: string
}

/**
 * Starts listening.
 *
 * @returns The port: the given one, or the one that the system chose for 0.
 * @throws {UserError} `ERR_PORT_TAKEN` when another program listens there, `ERR_PORT_REFUSED` when the system forbids it.
 */
export async function listen(server: Server, options: ListenOptions): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(options.port, options.host, resolve)
  await promise.catch((cause: NodeJS.ErrnoException) => {
    throw new UserError(...explain(cause, options), { cause })
  })
  server.off('error', reject)
  return (server.address() as AddressInfo).port
}

function explain(
  { code }: NodeJS.ErrnoException,
  { port, host, option }: ListenOptions,
): [code: string, message: string] {
  const fix = `Choose another port with ${option}, for example ${option} ${port + 100}.`
  return code === 'EADDRINUSE'
    ? ['ERR_PORT_TAKEN', `Port ${port} is in use by another program. Stop that program, or: ${fix}`]
    : ['ERR_PORT_REFUSED', `Port ${port} on ${host} cannot be opened (${code}). ${fix}`]
}
