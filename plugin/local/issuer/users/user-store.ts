import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { uuidOf } from '../../../../tokens/token-facts.ts'
import { isSecret } from '../../web/run-key.ts'
import { readStateFile, writeStateFile } from '../state-file.ts'
import { normalizeEmail } from './credentials.ts'
import { type DeclaredUsers, noDeclaredUsers } from './declared-users.ts'
import { hashPassword, isPasswordHash, owaspCost, verifyPassword } from './password.ts'
import type { DeclaredUser } from './users-file.ts'

/** A user as `users.json` holds them. What a later version added is optional, so that older files are read as they are. */
export const LocalUser = z.object({
  id: z.uuid(),
  email: z.email().refine((email) => email === normalizeEmail(email), 'it is not in lower case'),
  /** Absent for a user that only the token endpoint knows; such a user cannot sign in until they sign up. */
  passwordHash: z.string().refine(isPasswordHash, 'it is not a salt and a hash').optional(),
  groups: z.array(z.string()),
  /** Plain names of the scopes that the user may have. Absent: all that the service has, also those it gets later. */
  permissions: z.array(z.string()).optional(),
  /** Absent: made of the email. */
  name: z.string().optional(),
  /** Custom claims, of whichever provider. */
  claims: z.record(z.string(), z.json()).optional(),
  /** What the user let each client have, by client id: full scope names. */
  consents: z.record(z.string(), z.array(z.string())).optional(),
  /** Kept for a user that a file of the service declares; without that file there is no such user. */
  isDeclared: z.boolean().optional(),
  /** Seconds since the epoch. */
  updatedAt: z.int(),
})

type StoredUser = z.infer<typeof LocalUser>

/** A user of the local issuer, stored or declared. */
export interface LocalUser extends StoredUser {
  readonly hasPassword: boolean
  /** The file that decides on everything but consents: `claimcheck.users.yml`. Absent for a user of this machine alone. */
  readonly declaredIn?: string
  /** Whether that file has the password, too. */
  readonly isPasswordDeclared?: boolean
}

const UsersFile = z.object({
  users: z.array(LocalUser).refine(areDistinct, 'two users have the same id or email'),
})

function areDistinct(users: readonly StoredUser[]): boolean {
  return [users.map(({ id }) => id), users.map(({ email }) => email)].every(
    (all) => new Set(all).size === all.length,
  )
}

/** What may be changed of a user who is there. */
export type UserChanges = Partial<
  Pick<StoredUser, 'passwordHash' | 'groups' | 'permissions' | 'claims' | 'consents'>
>

/** A user to be created. */
export interface NewLocalUser
  extends Pick<StoredUser, 'email' | 'groups'>,
    Partial<Pick<StoredUser, 'permissions' | 'name' | 'claims'>> {
  readonly password?: string | undefined
}

/** The users of the local issuer. Email addresses are compared without regard to case. */
export interface UserStore {
  /** All users, in order of their emails. */
  all(): LocalUser[]
  find(test: (user: LocalUser) => boolean): LocalUser | undefined
  /** The user with this email and password. Does not say which of the two was wrong. */
  authenticate(email: string, password: string): Promise<LocalUser | undefined>
  /** Creates a user, or gives a password to one that has none. `undefined` if the email is taken. */
  signUp(email: string, password: string): Promise<LocalUser | undefined>
  /** The user with that email, created without a password if there is none. */
  findOrCreate(email: string): Promise<LocalUser>
  /** Creates a user. `undefined` if the email is taken. */
  add(user: NewLocalUser): Promise<LocalUser | undefined>
  /** Changes what is known of a user, and notes when. `undefined` if there is no such user any more. */
  update(id: string, changes: (user: LocalUser) => UserChanges): Promise<LocalUser | undefined>
  /** Gives a user another password. `undefined` if there is no such user any more, or a file has the password. */
  setPassword(id: string, password: string): Promise<LocalUser | undefined>
  /** Deletes the user with that email, if there is one. Of a declared user, what is kept here. */
  forget(email: string): Promise<void>
  /** Back to the users there were when the store was opened. */
  reset(): Promise<void>
}

export interface UserStoreOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Of a password; the same for as long as the folder lives. @default what OWASP recommends */
  readonly cost?: typeof owaspCost | undefined
  /** @default none */
  readonly declared?: DeclaredUsers
  readonly log?: (line: string) => void
}

/**
 * Reads `users.json` of the state folder and keeps it. Users that a file of the service declares are laid over it: the file decides,
 * and here is kept what it does not have.
 *
 * @throws {UserError} when the file is damaged or cannot be read; from the writing methods, when it cannot be written.
 */
export async function openUserStore(
  stateDir: string,
  { now, cost = owaspCost, declared = noDeclaredUsers, log = () => {} }: UserStoreOptions,
): Promise<UserStore> {
  const file = join(stateDir, 'users.json')
  const atStart: StoredUser[] = (await readStateFile(file, UsersFile))?.users ?? []
  const openedAt = nowSeconds()
  let stored = atStart
  let lastWrite: Promise<unknown> = Promise.resolve()

  function nowSeconds(): number {
    return Math.floor(now() / 1000)
  }

  function all(): LocalUser[] {
    const own = stored.filter(({ email, isDeclared }) => !isDeclared && !declared.find(email))
    return [...own.map(asLocal), ...declared.all().map(asDeclared)]
  }

  function asDeclared(user: DeclaredUser): LocalUser {
    const { consents, passwordHash, id } = stored.find(({ email }) => email === user.email) ?? {}
    const { password, email, name, groups, permissions, claims } = user
    const isPasswordDeclared = password !== undefined
    return {
      ...{ email, name, claims, consents, isPasswordDeclared, updatedAt: openedAt },
      // The same on each machine, but for one who was here before: rows belong to an id.
      id: id ?? uuidOf(email),
      groups: [...groups],
      permissions: permissions && [...permissions],
      passwordHash: isPasswordDeclared ? undefined : passwordHash,
      hasPassword: isPasswordDeclared || passwordHash !== undefined,
      declaredIn: declared.place,
    }
  }

  const byEmail = (email: string) => all().find((user) => user.email === normalizeEmail(email))

  /** One change at a time, and none kept that did not reach the file. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = lastWrite.then(work)
    lastWrite = done.catch(() => {})
    return done
  }

  async function keep(next: StoredUser[]): Promise<void> {
    await writeStateFile(file, { users: next })
    stored = next
  }

  function change(
    look: () => LocalUser | undefined,
    make: (known: LocalUser | undefined) => StoredUser | undefined,
  ): Promise<LocalUser | undefined> {
    return inTurn(async () => {
      const known = look()
      const made = make(known)
      if (made === undefined) return undefined
      if (made === known) return known
      await keep([...stored.filter(({ email }) => email !== made.email), toStored(made)])
      return byEmail(made.email)
    })
  }

  /** A declared user's groups and the like are the file's: were the file to go, they would be wrong. */
  function toStored(made: StoredUser): StoredUser {
    if (!declared.find(made.email)) return LocalUser.parse(made)
    const { id, email, consents, updatedAt } = made
    const before = stored.find((user) => user.email === email)
    // A password of the file hides the one that was chosen here, which counts again without it.
    const passwordHash = made.passwordHash ?? before?.passwordHash
    if (before && !before.isDeclared) return { ...before, passwordHash, consents, updatedAt }
    return { id, email, groups: [], passwordHash, consents, isDeclared: true, updatedAt }
  }

  const newUser = (email: string): StoredUser => ({
    id: randomUUID(),
    email: normalizeEmail(email),
    groups: [],
    updatedAt: nowSeconds(),
  })

  const update: UserStore['update'] = (id, changes) =>
    change(
      () => all().find((user) => user.id === id),
      (known) => known && { ...known, ...changes(known), updatedAt: nowSeconds() },
    )

  const before = stored.filter(({ email, isDeclared }) => !isDeclared && declared.find(email)).length
  if (before > 0)
    log(
      `${declared.place}: ${before === 1 ? '1 of its users was' : `${before} of its users were`} here before; the file decides.`,
    )

  return {
    all: () => all().toSorted((one, other) => one.email.localeCompare(other.email)),
    find: (test) => all().find(test),
    async authenticate(email, password) {
      const user = byEmail(email)
      const isStored = await verifyPassword(password, user?.passwordHash, cost)
      return isStored || isDeclaredPassword(declared.find(normalizeEmail(email)), password) ? user : undefined
    },
    async signUp(email, password) {
      const passwordHash = await hashPassword(password, cost)
      return change(
        () => byEmail(email),
        (known) => (known?.hasPassword ? undefined : { ...(known ?? newUser(email)), passwordHash }),
      )
    },
    async findOrCreate(email) {
      const made = await change(
        () => byEmail(email),
        (known) => known ?? newUser(email),
      )
      return made as LocalUser
    },
    async add({ email, password, ...given }) {
      const passwordHash = password ? await hashPassword(password, cost) : undefined
      return change(
        () => byEmail(email),
        (known) => (known ? undefined : { ...newUser(email), ...given, passwordHash }),
      )
    },
    update,
    async setPassword(id, password) {
      const passwordHash = await hashPassword(password, cost)
      const isDeclared = all().some((user) => user.id === id && user.isPasswordDeclared)
      return isDeclared ? undefined : update(id, () => ({ passwordHash }))
    },
    forget: (wanted) =>
      inTurn(async () => {
        const others = stored.filter(({ email }) => email !== normalizeEmail(wanted))
        if (others.length < stored.length) await keep(others)
      }),
    reset: () => inTurn(() => keep(atStart)),
  }
}

function asLocal(user: StoredUser): LocalUser {
  return { ...user, hasPassword: user.passwordHash !== undefined }
}

/** Characters that look the same are the same, as in `hashPassword`. */
function isDeclaredPassword(user: DeclaredUser | undefined, given: string): boolean {
  return user?.password !== undefined && isSecret(given.normalize('NFKC'), user.password.normalize('NFKC'))
}
