import { once } from 'node:events'
import { open } from 'node:inspector'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const host = '127.0.0.1'

/** Lets a debugger attach, as `node --inspect` does. Waits for the process of the version before, which may still have the port. */
export async function openInspector(port: number): Promise<void> {
  while (!(await isFree(port))) await pause(50)
  open(port, host)
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
