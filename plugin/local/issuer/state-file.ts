import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ZodType } from 'zod'
import { UserError } from '../../user-error.ts'

const startFresh =
  'Fix the file, or start with --fresh to delete the local users, keys and tables: npx serverless local --fresh'

/**
 * What a state file holds, or `undefined` if there is none yet.
 *
 * @throws {UserError} `ERR_STATE_UNREADABLE` when the file is there but cannot be opened, `ERR_STATE_DAMAGED` when it
 * does not hold what it should. The file is left as it is.
 */
export async function readStateFile<T>(file: string, schema: ZodType<T>): Promise<T | undefined> {
  const text = await readText(file)
  if (text === undefined) return undefined
  const state = schema.safeParse(parseJson(text))
  if (state.success) return state.data
  const [issue] = state.error.issues
  const where = issue?.path.join('.') ?? ''
  const why = issue?.code === 'custom' ? `: ${issue.message}` : ''
  const what = where ? `"${where}" is missing or invalid${why}` : 'it is not valid JSON for this file'
  throw new UserError('ERR_STATE_DAMAGED', `${file} is damaged: ${what}. ${startFresh}`)
}

/**
 * Replaces a state file in one step: a run that is killed leaves the old file or the new one, never half of one. Only the
 * owner may read it.
 *
 * @throws {UserError} `ERR_STATE_UNWRITABLE` when the folder cannot be made or written to.
 */
export async function writeStateFile(file: string, state: unknown): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeFile(draft, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600, flush: true })
    await rename(draft, file)
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => {})
    throw new UserError(
      'ERR_STATE_UNWRITABLE',
      `${file} cannot be written (${errorCode(cause)}). ${writeFix(errorCode(cause), dirname(file))}`,
      { cause },
    )
  }
}

/** What helps against an error code of the system that a write ended with. */
export function writeFix(code: string, folder: string): string {
  if (['ENOSPC', 'EDQUOT'].includes(code)) return 'The disk is full: free some space, then try again.'
  if (['ENOTDIR', 'EEXIST'].includes(code)) return `${folder} is not a folder. Name another one: --state DIR`
  return `Give your user write permission for ${folder}.`
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return undefined
    throw new UserError(
      'ERR_STATE_UNREADABLE',
      `${file} cannot be read (${errorCode(cause)}). Make it readable for your user, or start with --fresh.`,
      { cause },
    )
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The system's code of an error: `ENOSPC`. */
export function errorCode(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'unknown'
}
