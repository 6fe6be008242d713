import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readStateFile, writeStateFile } from './issuer/state-file.ts'

const KeyFile = z.object({ accessKeyId: z.string().regex(/^[A-Z0-9]{16,64}$/) })

/** Known to this run's functions only: no other program on this machine can read the table. */
export function makeAccessKeyId(): string {
  return `LOCAL${randomBytes(16).toString('hex').toUpperCase()}`
}

/**
 * The same for each run on this folder: DynamoDB Local keeps the tables of each access key apart, unless it runs with `-sharedDb`.
 *
 * @throws {UserError} when `dynamodb-key.json` in the state folder is damaged, or cannot be read or written.
 */
export async function loadAccessKeyId(stateDir: string): Promise<string> {
  const file = join(stateDir, 'dynamodb-key.json')
  const stored = await readStateFile(file, KeyFile)
  if (stored) return stored.accessKeyId
  const accessKeyId = makeAccessKeyId()
  await writeStateFile(file, { accessKeyId })
  return accessKeyId
}
