import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The state folder of a service, unless `--state` names another. */
export const stateFolderName = '.claimcheck'

/** The first line of the `.gitignore` in a state folder; packaging knows the folder by it, whatever its name. */
const mark =
  '# State of claimcheck on this machine: keys, users and rows. Private: kept out of git and of packages.'

/** Makes a folder for its owner only, and keeps what is in it out of git. One that exists is left as it is. */
export async function makePrivateFolder(dir: string): Promise<void> {
  const made = await mkdir(dir, { recursive: true, mode: 0o700 })
  if (made !== undefined) await markPrivate(dir)
}

/** Closes an existing folder to others, and keeps what is in it out of git. A `.gitignore` that is there stays. */
export async function closeFolder(dir: string): Promise<void> {
  await chmod(dir, 0o700)
  await markPrivate(dir)
}

async function markPrivate(dir: string): Promise<void> {
  const options = { mode: 0o600, flag: 'wx' }
  await writeFile(join(dir, '.gitignore'), `${mark}\n*\n`, options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

/** Whether a folder is marked as state of claimcheck. */
export function isPrivateFolder(dir: string): boolean {
  const file = join(dir, '.gitignore')
  return existsSync(file) && readFileSync(file, 'utf8').startsWith(mark)
}
