import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { UserError } from '../../user-error.ts'
import { findDamagedFiles } from './table-files.ts'

/**
 * Makes the folder ready for dynalite: proves that it can be read and written and that no other run uses it. dynalite
 * itself reports that as "Database is closed", at the first request.
 *
 * @returns What was lost, for the reader; undefined where nothing was.
 * @throws {UserError} `ERR_TABLE_FOLDER_LOCKED` or `ERR_TABLE_FOLDER_UNUSABLE`, with what to do.
 */
export async function openFolder(folder: string): Promise<string | undefined> {
  const damaged = await findDamagedFiles(folder)
  const store = new ClassicLevel<string, unknown>(folder, { valueEncoding: 'json' })
  try {
    await store.open()
    await deleteUnfinishedTables(store)
    const log = await readFile(join(folder, 'LOG'), 'utf8').catch(() => '')
    return describeLoss(folder, log, damaged)
  } catch (error) {
    throw explain(folder, error as LevelError, damaged)
  } finally {
    await store.close()
  }
}

/**
 * LevelDB leaves out what does not match its checksum while it reads its log again, and says so in `LOG` alone, which it begins
 * at each opening: `/path/000003.log: dropping 25538 bytes; Corruption: checksum mismatch`.
 */
function describeLoss(folder: string, log: string, damaged: readonly string[]): string | undefined {
  const drops = [...log.matchAll(/(\S+): dropping (\d+) bytes; Corruption/g)]
  const bytes = drops.reduce((sum, [, , count]) => sum + Number(count), 0)
  const logs = [...new Set(drops.map(([, file = '']) => basename(file)))].join(', ')
  const what = [
    ...(bytes > 0 ? [`${bytes} bytes of ${logs} do not match their checksums and were left out`] : []),
    ...(damaged.length > 0 ? [describeBlocks(damaged)] : []),
  ]
  if (what.length === 0) return undefined
  return (
    `The table in ${folder} was damaged: ${what.join(', and ')}. Rows that were written there are lost; all others are served. ` +
    'Restore the folder from a copy, or start with --fresh to begin with no rows, users and keys.'
  )
}

function describeBlocks(files: readonly string[]): string {
  return `parts of ${files.join(', ')} do not match their checksums`
}

/**
 * A process killed while dynalite creates a table leaves it `CREATING` forever: dynalite then refuses to write to it,
 * to delete it and to create it again. Such a table has no rows yet, so its record (`table~<name>`) can be deleted.
 */
async function deleteUnfinishedTables(store: ClassicLevel<string, unknown>): Promise<void> {
  for await (const [key, table] of store.iterator({ gte: 'table~', lt: 'table~\xff' })) {
    const { TableStatus } = table as { TableStatus?: unknown }
    if (TableStatus === 'CREATING') await store.del(key)
  }
}

function explain(folder: string, error: LevelError, damaged: readonly string[]): unknown {
  const { code, cause } = error
  // It was opened, but the definitions of its tables cannot be read: a block may be unreadable, or may read as something else.
  if (code !== 'LEVEL_DATABASE_NOT_OPEN' && damaged.length > 0)
    return unusable(folder, 'LEVEL_CORRUPTION', describeBlocks(damaged), error)
  // LevelDB may look at a file only when it reads from it.
  if (code === 'LEVEL_CORRUPTION') return unusable(folder, code, error.message, error)
  if (code !== 'LEVEL_DATABASE_NOT_OPEN') return error
  if (cause?.code === 'LEVEL_LOCKED') {
    return new UserError(
      'ERR_TABLE_FOLDER_LOCKED',
      `Another run uses the table in ${folder}. Stop it first: Ctrl-C in its terminal.`,
      { cause },
    )
  }
  return unusable(folder, String(cause?.code), String(cause?.message), cause)
}

interface LevelError extends Error {
  readonly code?: unknown
  readonly cause?: { readonly code?: unknown; readonly message?: unknown } | undefined
}

function unusable(folder: string, code: string, what: string, cause: unknown): UserError {
  return new UserError(
    'ERR_TABLE_FOLDER_UNUSABLE',
    `The table in ${folder} cannot be opened: ${what}. ${openFix(code, what)}`,
    { cause },
  )
}

function openFix(code: string, what: string): string {
  if (what.includes('No space left')) return 'The disk is full: free some space, then start again.'
  if (code === 'LEVEL_CORRUPTION')
    return 'Its files are damaged. Restore the folder from a copy, or delete its rows with --fresh.'
  return 'The folder has to be readable and writable by you. Fix its permissions, or delete its rows with --fresh.'
}
