import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { UserError } from '../../plugin/user-error.ts'

/** Texts by path, with `/`. */
export type Files = Readonly<Record<string, string>>

/** A repository that was just cloned, with nothing in it. */
const counted = (name: string) => name !== '.git'

/**
 * @returns whether the folder is there
 * @throws {UserError} `ERR_FOLDER_NOT_EMPTY` if something is in it, or it is a file
 */
export async function assertEmpty(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    if (error.code === 'ENOTDIR') throw notEmpty(`${folder} is a file.`)
    throw error
  })
  const found = names?.filter(counted) ?? []
  if (found.length === 0) return names !== undefined
  const some = found.slice(0, 3).join(', ')
  const more = found.length > 3 ? ` and ${found.length - 3} more` : ''
  throw notEmpty(`${folder} is not empty: it has ${some}${more}.`)
}

function notEmpty(found: string): UserError {
  const fix =
    'Choose another folder. To add claimcheck to a service that you have: npm create claimcheck@latest -- --into FOLDER'
  return new UserError('ERR_FOLDER_NOT_EMPTY', `${found}\n${fix}`)
}

/**
 * Writes all files or none: into a draft first, which takes the place of the folder once it is whole.
 *
 * @param signal aborts it; nothing is left behind
 * @throws {UserError} `ERR_FOLDER_NOT_EMPTY`; `ERR_FOLDER_NOT_WRITTEN`, with the reason of the system
 */
export async function writeFolder(folder: string, files: Files, signal: AbortSignal): Promise<void> {
  const exists = await assertEmpty(folder)
  // Beside it, so that renaming does; but what is above a folder that is there need not be writable.
  const draft = exists
    ? join(folder, `.draft-${randomUUID()}`)
    : join(dirname(folder), `.${basename(folder)}-${randomUUID()}`)
  let made: string | undefined
  try {
    made = await mkdir(draft, { recursive: true })
    await writeFiles(draft, files, signal)
    await (exists ? moveUp(draft, folder) : rename(draft, folder))
  } catch (error) {
    await rm(made ?? draft, { recursive: true, force: true })
    if (signal.aborted) throw error
    throw new UserError(
      'ERR_FOLDER_NOT_WRITTEN',
      `${folder} could not be written: ${(error as Error).message}`,
    )
  }
}

async function writeFiles(folder: string, files: Files, signal: AbortSignal): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text, { signal })
  }
  signal.throwIfAborted()
}

/** Into a folder that is there; all entries or none. */
async function moveUp(draft: string, folder: string): Promise<void> {
  const moved: string[] = []
  try {
    for (const name of await readdir(draft)) {
      await rename(join(draft, name), join(folder, name))
      moved.push(name)
    }
  } catch (error) {
    for (const name of moved) await rename(join(folder, name), join(draft, name))
    throw error
  }
  await rm(draft, { recursive: true })
}
