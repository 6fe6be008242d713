import getPort from 'get-port'

/** A port of the loopback interface that is free, and that this process has not just been given. */
export function freePort(): Promise<number> {
  return getPort({ host: '127.0.0.1' })
}
