import { randomUUID } from 'node:crypto'
import { chmod, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTwoFilesPatch } from 'diff'
import type { Paint } from '../../plugin/system/terminal.ts'
import { UserError } from '../../plugin/user-error.ts'

/** One file that is changed or added. */
export interface Change {
  /** From the service's folder. */
  readonly path: string
  /** Undefined for a new file. */
  readonly before: string | undefined
  readonly after: string
}

/** The change as a unified diff. */
export function showChange({ path, before, after }: Change, paint: Paint): string {
  const from = before === undefined ? '/dev/null' : `a/${path}`
  const patch = createTwoFilesPatch(from, `b/${path}`, before ?? '', after, undefined, undefined, {
    context: 2,
  })
  const lines = patch.split('\n').slice(1)
  const painted = lines.map((line) => {
    if (line.startsWith('+')) return paint.good(line)
    return line.startsWith('-') ? paint.bad(line) : line
  })
  return `${painted.join('\n').trimEnd()}\n`
}

/**
 * Writes the changes. Each file is replaced as a whole.
 *
 * @throws {UserError} `ERR_FOLDER_NOT_WRITTEN`, saying which were written before
 */
export async function writeChanges(folder: string, changes: readonly Change[]): Promise<void> {
  const written: string[] = []
  for (const change of changes) {
    await writeChange(folder, change).catch((error: Error) => {
      const before = written.length > 0 ? ` Written before: ${written.join(', ')}.` : ' Nothing was changed.'
      throw new UserError(
        'ERR_FOLDER_NOT_WRITTEN',
        `${change.path} could not be written: ${error.message}.${before}`,
      )
    })
    written.push(change.path)
  }
}

async function writeChange(folder: string, { path, before, after }: Change): Promise<void> {
  const file = join(folder, path)
  if (before === undefined) return writeFile(file, after, { flag: 'wx' })
  const draft = `${file}.${randomUUID()}`
  try {
    await writeFile(draft, after)
    await chmod(draft, (await stat(file)).mode)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
