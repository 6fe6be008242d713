import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readStateFile, writeStateFile } from '../state-file.ts'
import { normalizeEmail } from './credentials.ts'
import { hashPassword, isPasswordHash, owaspCost, verifyPassword } from './password.ts'

/** A user as `users.json` holds them. What a later version added is optional, so that older files are read as they are. */
export const LocalUser = z.object({
  id: z.uuid(),
  email: z.email().refine((email) => email === normalizeEmail(email), 'it is not in lower case'),
  /** Absent for a user that only the token endpoint knows; such a user cannot sign in until they sign up. */
  passwordHash: z.string().refine(isPasswordHash, 'it is not a salt and a hash').optional(),
  groups: z.array(z.string()),
  /** Plain names of the scopes that the user may have. Absent: all that the service has, also those it gets later. */
  permissions: z.array(z.string()).optional(),
  /** What the user let each client have, by client id: full scope names. */
  consents: z.record(z.string(), z.array(z.string())).optional(),
  /** Seconds since the epoch. */
  updatedAt: z.int(),
})

export type LocalUser = z.infer<typeof LocalUser>

const UsersFile = z.object({
  users: z.array(LocalUser).refine(areDistinct, 'two users have the same id or email'),
})

function areDistinct(users: readonly LocalUser[]): boolean {
  return [users.map(({ id }) => id), users.map(({ email }) => email)].every(
    (all) => new Set(all).size === all.length,
  )
}

/** What may be changed of a user who is there. */
export type UserChanges = Partial<Pick<LocalUser, 'passwordHash' | 'groups' | 'permissions' | 'consents'>>

/** A user to be created. */
export interface NewLocalUser
  extends Pick<LocalUser, 'email' | 'groups'>,
    Partial<Pick<LocalUser, 'permissions'>> {
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
  /** Gives a user another password. `undefined` if there is no such user any more. */
  setPassword(id: string, password: string): Promise<LocalUser | undefined>
  /** Deletes the user with that email, if there is one. */
  forget(email: string): Promise<void>
  /** Back to the users there were when the store was opened. */
  reset(): Promise<void>
}

/**
 * Reads `users.json` of the state folder and keeps it.
 *
 * @param now milliseconds since the epoch.
 * @param cost of a password; the same for as long as the folder lives.
 * @throws {UserError} when the file is damaged or cannot be read; from the writing methods, when it cannot be written.
 */
export async function openUserStore(
  stateDir: string,
  now: () => number,
  cost = owaspCost,
): Promise<UserStore> {
  const file = join(stateDir, 'users.json')
  const atStart = (await readStateFile(file, UsersFile))?.users ?? []
  let users = atStart
  let lastWrite: Promise<unknown> = Promise.resolve()

  const nowSeconds = () => Math.floor(now() / 1000)
  const byEmail = (email: string) => users.find((user) => user.email === normalizeEmail(email))

  /** One change at a time, and none kept that did not reach the file. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = lastWrite.then(work)
    lastWrite = done.catch(() => {})
    return done
  }

  async function keep(next: LocalUser[]): Promise<void> {
    await writeStateFile(file, { users: next })
    users = next
  }

  function change(
    look: () => LocalUser | undefined,
    make: (known: LocalUser | undefined) => LocalUser | undefined,
  ) {
    return inTurn(async () => {
      const known = look()
      const made = make(known)
      if (made && made !== known) await keep([...users.filter((user) => user !== known), made])
      return made
    })
  }

  const newUser = (email: string): LocalUser => ({
    id: randomUUID(),
    email: normalizeEmail(email),
    groups: [],
    updatedAt: nowSeconds(),
  })

  const update: UserStore['update'] = (id, changes) =>
    change(
      () => users.find((user) => user.id === id),
      (known) => known && { ...known, ...changes(known), updatedAt: nowSeconds() },
    )

  return {
    all: () => users.toSorted((one, other) => one.email.localeCompare(other.email)),
    find: (test) => users.find(test),
    async authenticate(email, password) {
      const user = byEmail(email)
      return (await verifyPassword(password, user?.passwordHash, cost)) ? user : undefined
    },
    async signUp(email, password) {
      const passwordHash = await hashPassword(password, cost)
      return change(
        () => byEmail(email),
        (known) => (known?.passwordHash ? undefined : { ...(known ?? newUser(email)), passwordHash }),
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
      return update(id, () => ({ passwordHash }))
    },
    forget: (email) =>
      inTurn(async () => {
        const known = byEmail(email)
        if (known) await keep(users.filter((user) => user !== known))
      }),
    reset: () => inTurn(() => keep(atStart)),
  }
}
