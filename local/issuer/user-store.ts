import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { normalizeEmail } from './email.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { readStateFile, writeStateFile } from './state-file.ts'

const LocalUser = z.object({
  id: z.uuid(),
  email: z.email(),
  /** Absent for a user that only the token endpoint knows; such a user cannot sign in until they sign up. */
  passwordHash: z.string().optional(),
  groups: z.array(z.string()),
  /** Seconds since the epoch. */
  updatedAt: z.int(),
})

const UsersFile = z.object({ users: z.array(LocalUser) })

export type LocalUser = z.infer<typeof LocalUser>

/** The people who have an account at the local issuer. E-mail addresses are compared without regard to case. */
export interface UserStore {
  /** Everybody, by e-mail. */
  all(): LocalUser[]
  find(test: (user: LocalUser) => boolean): LocalUser | undefined
  /** The user whose e-mail and password these are. Says nothing of which of the two was wrong. */
  authenticate(email: string, password: string): Promise<LocalUser | undefined>
  /** Makes an account, or gives a password to a user that has none. `undefined` if there is an account already. */
  signUp(email: string, password: string): Promise<LocalUser | undefined>
  /** The user of that e-mail, made without a password if there is none. */
  findOrCreate(email: string): Promise<LocalUser>
  /** Deletes the account of that e-mail, if there is one. */
  forget(email: string): Promise<void>
}

/**
 * Reads `users.json` of the state folder and keeps it.
 *
 * @param now milliseconds since the epoch.
 * @throws {LocalError} when the file is damaged or cannot be read; from the writing methods, when it cannot be written.
 */
export async function openUserStore(stateDir: string, now: () => number): Promise<UserStore> {
  const file = join(stateDir, 'users.json')
  let users = (await readStateFile(file, UsersFile))?.users ?? []
  let lastWrite: Promise<unknown> = Promise.resolve()

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

  function change(email: string, make: (known: LocalUser | undefined) => LocalUser | undefined) {
    return inTurn(async () => {
      const known = byEmail(email)
      const made = make(known)
      if (made && made !== known) await keep([...users.filter((user) => user !== known), made])
      return made
    })
  }

  const newUser = (email: string): LocalUser => ({
    id: randomUUID(),
    email: normalizeEmail(email),
    groups: [],
    updatedAt: Math.floor(now() / 1000),
  })

  return {
    all: () => users.toSorted((one, other) => one.email.localeCompare(other.email)),
    find: (test) => users.find(test),
    async authenticate(email, password) {
      const user = byEmail(email)
      return (await verifyPassword(password, user?.passwordHash)) ? user : undefined
    },
    async signUp(email, password) {
      const passwordHash = await hashPassword(password)
      return change(email, (known) =>
        known?.passwordHash ? undefined : { ...(known ?? newUser(email)), passwordHash },
      )
    },
    async findOrCreate(email) {
      return (await change(email, (known) => known ?? newUser(email))) as LocalUser
    },
    forget: (email) =>
      inTurn(async () => {
        const known = byEmail(email)
        if (known) await keep(users.filter((user) => user !== known))
      }),
  }
}
