import type { Dirent } from 'node:fs'
import { chmod, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { UserError } from '../user-error.ts'
import { errorCode, writeFix } from './issuer/state-file.ts'
import { closeFolder, makePrivateFolder, stateFolderName } from './private-folder.ts'
import { assertNoOtherRun } from './run-state.ts'

const lockName = 'lock'
/** What `fresh` leaves: the lock, what keeps the folder out of git, and what was installed for other runtimes, which is nobody's state. */
const keptNames: ReadonlySet<string> = new Set([lockName, '.gitignore', 'runtimes'])
/** What runs leave in a state folder. A folder of another name, with anything else in it, is not ours to close to others. */
const ownNames =
  /^(\.gitignore|lock|table|aws-key|console\.html|(users|keys|machine-client|dynamodb-key|run)\.json(\.[\da-f-]+\.tmp)?)$/
const draft = /\.json\.[\da-f-]+\.tmp$/

/**
 * Takes the state folder for this run, from its start on. The lock is LevelDB's: the system releases it however the process ends.
 * Only with the lock is anything changed: `fresh` deletes all state, and drafts that a killed run left are deleted.
 *
 * @returns What releases the folder.
 * @throws {UserError} `ERR_ALREADY_RUNNING` when another run uses the folder or is starting on it.
 */
export async function takeStateFolder(stateDir: string, fresh: boolean): Promise<() => Promise<void>> {
  await makePrivateFolder(stateDir).catch((cause: Error) => unusable(stateDir, errorCode(cause), cause))
  const lock = new ClassicLevel(join(stateDir, lockName))
  await lock.open().catch((cause: Error) => explain(stateDir, cause))
  try {
    await assertNoOtherRun(stateDir)
    const names = await readdir(stateDir)
    const unwanted = names.filter((name) => (fresh ? !keptNames.has(name) : draft.test(name)))
    await Promise.all(unwanted.map((name) => rm(join(stateDir, name), { recursive: true, force: true })))
    const own = names.filter((name) => ownNames.test(name))
    if (basename(stateDir) === stateFolderName || own.length === names.length)
      await restrictToOwner(stateDir, own)
  } catch (error) {
    await lock.close()
    throw error
  }
  return () => lock.close()
}

async function explain(stateDir: string, error: Error): Promise<never> {
  const cause = error.cause as (Error & { code?: unknown }) | undefined
  if (cause?.code !== 'LEVEL_LOCKED')
    return unusable(stateDir, systemCode(cause?.message ?? error.message), error)
  await assertNoOtherRun(stateDir)
  throw new UserError(
    'ERR_ALREADY_RUNNING',
    `Another run is starting or stopping on ${stateDir}. ` +
      'Stop it, or give this run its own folder and ports: --state DIR --port N --console-port N',
  )
}

function unusable(stateDir: string, code: string, cause: Error): never {
  throw new UserError(
    'ERR_STATE_UNUSABLE',
    `The state folder ${stateDir} cannot be used (${code}). ${writeFix(code, stateDir)}`,
    { cause },
  )
}

/** LevelDB has the system's words alone. */
function systemCode(message: string): string {
  const codes = { 'No space left': 'ENOSPC', 'Not a directory': 'ENOTDIR', 'Permission denied': 'EACCES' }
  const [, code = message] = Object.entries(codes).find(([words]) => message.includes(words)) ?? []
  return code
}

/** State of earlier versions could be read by others. */
async function restrictToOwner(stateDir: string, names: readonly string[]): Promise<void> {
  await closeFolder(stateDir)
  for (const entry of await readdir(stateDir, { withFileTypes: true })) {
    if (!names.includes(entry.name)) continue
    await restrict(entry)
    if (!entry.isDirectory()) continue
    const inside = await readdir(join(stateDir, entry.name), { recursive: true, withFileTypes: true })
    for (const each of inside) await restrict(each)
  }
}

async function restrict(entry: Dirent): Promise<void> {
  await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600)
}
