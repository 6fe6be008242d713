import { existsSync, readFileSync, unwatchFile, watchFile } from 'node:fs'
import { basename, join } from 'node:path'
import { judgeClaim } from '../../../../providers/custom-claims.ts'
import type { IssuerProfile } from '../../../../providers/issuer-profile.ts'
import { UserError } from '../../../user-error.ts'
import { errorCode } from '../state-file.ts'
import type { CheckClaim, DeclaredUser } from './users-file.ts'

/** The first that is there is read. */
const usersFileNames = ['claimcheck.users.yml', 'claimcheck.users.yaml'] as const

/** Where a service may declare users. */
export interface UsersSource {
  /** The folder of serverless.yml, where `claimcheck.users.yml` is looked for. */
  readonly dir: string
  /** `custom.claimcheck.users`, if it is there. */
  readonly given?: unknown
  /** The file that `given` is in, for messages. */
  readonly givenIn: string
}

export interface OpenDeclaredUsersOptions {
  readonly source: UsersSource
  readonly profile: Pick<IssuerProfile, 'customClaims' | 'groupsClaim'>
  /** The service's, plain names. */
  readonly scopes: readonly string[]
  readonly log: (line: string) => void
  /** How often the file is looked at, milliseconds. @default 500 */
  readonly everyMs?: number
}

/** The users that the service declares, as they are now. They are never written. */
export interface DeclaredUsers {
  /** What a reader knows the place by: `claimcheck.users.yml`. */
  readonly place: string
  all(): readonly DeclaredUser[]
  /** Email in any case. */
  find(normalizedEmail: string): DeclaredUser | undefined
  close(): void
}

export const noDeclaredUsers: DeclaredUsers = {
  place: usersFileNames[0],
  all: () => [],
  find: () => undefined,
  close: () => {},
}

/**
 * Reads the users that the service declares, and reads the file again whenever it changes; one that is invalid then is named, and the
 * users stay as they were.
 *
 * @throws {UserError} `ERR_USERS_INVALID` for what cannot be read at the start, or for users in both places.
 */
export async function openDeclaredUsers(options: OpenDeclaredUsersOptions): Promise<DeclaredUsers> {
  const { source, log, everyMs = 500 } = options
  const check = (name: string) => reservedClaim(options.profile, { [name]: '' })
  const file = usersFileNames.map((name) => join(source.dir, name)).find((each) => existsSync(each))
  if (source.given !== undefined) {
    if (file !== undefined) throw twice(basename(file), source.givenIn)
    const { readGivenUsers } = await import('./users-file.ts')
    const users = readGivenUsers(source.given, source.givenIn, check)
    const place = `custom.claimcheck.users in ${source.givenIn}`
    for (const line of cautions(users, place, options)) log(line)
    return { ...noDeclaredUsers, ...lookup(() => users), place }
  }
  return watchUsers(file ?? join(source.dir, usersFileNames[0]), { ...options, check, everyMs })
}

/** Why one of these cannot be a custom claim; undefined where each can. */
export function reservedClaim(
  profile: OpenDeclaredUsersOptions['profile'],
  claims: Readonly<Record<string, unknown>>,
): string | undefined {
  const verdicts = Object.keys(claims).map((name) => judgeClaim(profile, name))
  return verdicts.find((verdict) => verdict?.kind === 'reserved')?.text
}

interface Watched extends OpenDeclaredUsersOptions {
  readonly check: CheckClaim
  readonly everyMs: number
}

async function watchUsers(file: string, options: Watched): Promise<DeclaredUsers> {
  const { check, log, everyMs } = options
  const place = basename(file)
  let text = readText(file)
  let users = await readUsers(text, place, check)
  for (const line of cautions(users, place, options)) log(line)

  async function look(): Promise<void> {
    try {
      const next = readText(file)
      if (next === text) return
      text = next
      users = await readUsers(text, place, check)
      log(`${place} changed: ${users.length === 1 ? '1 user' : `${users.length} users`}.`)
      for (const line of cautions(users, place, options)) log(line)
    } catch (error) {
      log(`${(error as Error).message} The users stay as they were; save it again, and it is read.`)
    }
  }

  // By looking, not by events: editors replace files. It does not keep the process alive.
  watchFile(file, { interval: everyMs, persistent: false }, look)
  return { ...lookup(() => users), place, close: () => unwatchFile(file, look) }
}

/** Most services have no such file: their start does not load the parser. */
async function readUsers(text: string, file: string, check: CheckClaim): Promise<readonly DeclaredUser[]> {
  if (text === '') return []
  const { readUsersFile } = await import('./users-file.ts')
  return readUsersFile(text, file, check)
}

function lookup(users: () => readonly DeclaredUser[]): Pick<DeclaredUsers, 'all' | 'find'> {
  return { all: users, find: (wanted) => users().find(({ email }) => email === wanted) }
}

/** Empty for a file that is not there. @throws {UserError} `ERR_USERS_INVALID` */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return ''
    throw new UserError('ERR_USERS_INVALID', `${basename(file)} cannot be read (${errorCode(cause)}).`, {
      cause,
    })
  }
}

function twice(file: string, givenIn: string): UserError {
  return new UserError(
    'ERR_USERS_INVALID',
    `Users are declared twice: in ${file}, and in custom.claimcheck.users of ${givenIn}. Keep one of them.`,
  )
}

/** A line for each name that says something else in tokens than in the file. */
function cautions(
  users: readonly DeclaredUser[],
  place: string,
  { profile, scopes }: OpenDeclaredUsersOptions,
): string[] {
  const names = new Set(users.flatMap(({ claims = {} }) => Object.keys(claims)))
  const claims = [...names].flatMap((name) => {
    const verdict = judgeClaim(profile, name)
    if (!verdict) return []
    return verdict.kind === 'left out' ? [`${verdict.text}. It is left out of tokens.`] : [`${verdict.text}.`]
  })
  const asked = new Set(users.flatMap(({ permissions = [] }) => permissions))
  const unknown = [...asked].filter((name) => !scopes.includes(name)).join(', ')
  const permissions = unknown === '' ? [] : [`no route requires these permissions: ${unknown}.`]
  return [...claims, ...permissions].map((line) => `${place}: ${line}`)
}
