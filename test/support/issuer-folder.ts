import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadSigningKeys } from '../../plugin/local/issuer/tokens/signing-keys.ts'
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts'

let keys: Promise<string> | undefined

/** A state folder for an issuer, with keys that are made once for all folders of a test file: they take a second. */
export async function issuerFolder(): Promise<TemporaryFolder> {
  const folder = await temporaryFolder()
  const file = join(folder.path, 'keys.json')
  keys ??= loadSigningKeys(folder.path).then(() => readFile(file, 'utf8'))
  await writeFile(file, await keys, { mode: 0o600 })
  return folder
}
