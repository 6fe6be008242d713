import { ClassicLevel } from 'classic-level'
import { UserError } from '../../user-error.ts'

/**
 * Makes the folder ready for dynalite: proves that it can be read and written and that no other run uses it. dynalite
 * itself reports that as "Database is closed", at the first request.
 *
 * @throws {UserError} `ERR_TABLE_FOLDER_LOCKED` or `ERR_TABLE_FOLDER_UNUSABLE`, with what to do.
 */
export async function openFolder(folder: string): Promise<void> {
  const store = new ClassicLevel<string, unknown>(folder, { valueEncoding: 'json' })
  try {
    await store.open()
    await deleteUnfinishedTables(store)
  } catch (error) {
    throw explain(folder, error)
  } finally {
    await store.close()
  }
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

function explain(folder: string, error: unknown): unknown {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown; message?: unknown } }
  if (code !== 'LEVEL_DATABASE_NOT_OPEN') return error
  if (cause?.code === 'LEVEL_LOCKED') {
    return new UserError(
      'ERR_TABLE_FOLDER_LOCKED',
      `Another run uses the table in ${folder}. Stop it first: Ctrl-C in its terminal.`,
      { cause },
    )
  }
  return new UserError(
    'ERR_TABLE_FOLDER_UNUSABLE',
    `The table in ${folder} cannot be opened: ${cause?.message}. ` +
      'The folder has to be readable and writable by you. Fix its permissions, or delete its rows with --fresh.',
    { cause },
  )
}
