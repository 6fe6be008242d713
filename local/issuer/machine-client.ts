import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readStateFile, writeStateFile } from './state-file.ts'

const fileName = 'machine-client.json'

const MachineClientFile = z.object({ clientSecret: z.string().min(32) })

/** Where the secret is kept: for its owner, like the keys. */
export function machineClientFile(stateDir: string): string {
  return join(stateDir, fileName)
}

/**
 * The secret of the issuer's machine client: that of the run before, else a new one.
 *
 * @throws {LocalError} when `machine-client.json` in the state folder is damaged, or cannot be read or written.
 */
export async function loadMachineSecret(stateDir: string): Promise<string> {
  const file = machineClientFile(stateDir)
  const stored = await readStateFile(file, MachineClientFile)
  if (stored) return stored.clientSecret
  const clientSecret = randomBytes(32).toString('base64url')
  await writeStateFile(file, { clientSecret })
  return clientSecret
}
