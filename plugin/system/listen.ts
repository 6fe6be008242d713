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
    throw cause.code === 'EADDRINUSE' ? new PortTakenError(options) : refused(cause, options)
  })
  server.off('error', reject)
  return (server.address() as AddressInfo).port
}

/** `ERR_PORT_TAKEN` */
export class PortTakenError extends UserError {
  readonly port: number
  /** The end of a sentence: `choose another port with --port, ...`. */
  readonly fix: string

  constructor({ port, option }: ListenOptions) {
    const fix = chooseAnother(port, option)
    super('ERR_PORT_TAKEN', `Port ${port} is in use by another program. Stop that program, or ${fix}`)
    this.port = port
    this.fix = fix
  }
}

function refused(cause: NodeJS.ErrnoException, { port, host, option }: ListenOptions): UserError {
  const fix = chooseAnother(port, option)
  return new UserError(
    'ERR_PORT_REFUSED',
    `Port ${port} on ${host} cannot be opened (${cause.code}): ${fix}`,
    { cause },
  )
}

function chooseAnother(port: number, option: string): string {
  const example = port > 65_000 ? port - 100 : port + 100
  return `choose another port with ${option}, for example ${option} ${example}.`
}
