import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readStateFile, writeStateFile } from '../state-file.ts'

/** In the state folder; for its owner, like the keys. */
export const machineClientFile = 'machine-client.json'

const MachineClient = z.object({ clientSecret: z.string().min(32) })

/**
 * The secret of the issuer's machine client: that of the run before, else a new one.
 *
 * @throws {UserError} when `machine-client.json` in the state folder is damaged, or cannot be read or written.
 */
export async function loadMachineSecret(stateDir: string): Promise<string> {
  const file = join(stateDir, machineClientFile)
  const stored = await readStateFile(file, MachineClient)
  if (stored) return stored.clientSecret
  const clientSecret = randomBytes(32).toString('base64url')
  await writeStateFile(file, { clientSecret })
  return clientSecret
}
