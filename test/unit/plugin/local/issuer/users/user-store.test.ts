import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { noDeclaredUsers } from '../../../../../../plugin/local/issuer/users/declared-users.ts'
import { openUserStore } from '../../../../../../plugin/local/issuer/users/user-store.ts'
import { cheapPasswords } from '../../../../../support/cheap-passwords.ts'

const now = () => 1767225600_000
const password = 'correct horse'

let dir = ''

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'claimcheck-users-'))
})

afterEach(() => rm(dir, { recursive: true, force: true }))

describe('openUserStore', () => {
  test('given a user signed up, when they sign in with other case and spaces, then they are known', async () => {
    const users = await openUserStore(dir, { now, cost: cheapPasswords })
    const ada = await users.signUp(' Ada@Example.com', password)
    expect(ada).toMatchObject({ email: 'ada@example.com', groups: [], updatedAt: 1767225600 })
    expect(await users.authenticate('ADA@example.com ', password)).toEqual(ada)
  })

  test('given a user signed up, when password or email is another, then nobody is signed in', async () => {
    const users = await openUserStore(dir, { now, cost: cheapPasswords })
    await users.signUp('ada@example.com', password)
    expect(await users.authenticate('ada@example.com', 'correct horsf')).toBeUndefined()
    expect(await users.authenticate('eve@example.com', password)).toBeUndefined()
  })

  test('given a user signed up, when the store is opened again, then the same user signs in', async () => {
    const ada = await (await openUserStore(dir, { now, cost: cheapPasswords })).signUp(
      'ada@example.com',
      password,
    )
    expect(
      await (await openUserStore(dir, { now, cost: cheapPasswords })).authenticate(
        'ada@example.com',
        password,
      ),
    ).toEqual(ada)
  })

  test('given ten sign-ups at once for one email, when all are answered, then one made it and one user is stored', async () => {
    const users = await openUserStore(dir, { now, cost: cheapPasswords })
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, index) => users.signUp('ada@example.com', `${password} ${index}`)),
    )
    expect(made.filter(Boolean)).toHaveLength(1)
    const file = JSON.parse(await readFile(join(dir, 'users.json'), 'utf8')) as { users: unknown[] }
    expect(file.users).toHaveLength(1)
  })

  test('given a user without password, when anyone signs in, then refused; when they sign up, then it is the same user', async () => {
    const users = await openUserStore(dir, { now, cost: cheapPasswords })
    const made = await users.findOrCreate('ada@example.com')
    expect(await users.authenticate('ada@example.com', '')).toBeUndefined()
    expect((await users.signUp('ada@example.com', password))?.id).toBe(made.id)
    expect((await users.authenticate('ada@example.com', password))?.id).toBe(made.id)
  })

  test('given a known user, when asked to be made, then the known one comes back', async () => {
    const users = await openUserStore(dir, { now, cost: cheapPasswords })
    const ada = await users.signUp('ada@example.com', password)
    expect(await users.findOrCreate('Ada@example.com')).toEqual(ada)
  })

  test('given a password, when the file is read, then the password is not in it', async () => {
    await (await openUserStore(dir, { now, cost: cheapPasswords })).signUp('ada@example.com', password)
    expect(await readFile(join(dir, 'users.json'), 'utf8')).not.toContain(password)
  })

  test('given two users, when one is forgotten, then only the other signs in, also when the store is opened again', async () => {
    const users = await openUserStore(dir, { now, cost: cheapPasswords })
    await users.signUp('ada@example.com', password)
    await users.signUp('bob@example.com', password)
    await users.forget(' Ada@example.com')
    for (const store of [users, await openUserStore(dir, { now, cost: cheapPasswords })]) {
      expect(await store.authenticate('ada@example.com', password)).toBeUndefined()
      expect(await store.authenticate('bob@example.com', password)).toBeDefined()
    }
  })

  test('given no such user, when they are forgotten, then nothing changes', async () => {
    const users = await openUserStore(dir, { now, cost: cheapPasswords })
    await users.signUp('ada@example.com', password)
    await users.forget('eve@example.com')
    expect(await users.authenticate('ada@example.com', password)).toBeDefined()
  })

  test('given a file of an earlier version, when opened and written again, then its users are as they were', async () => {
    const ada = { id: '11111111-2222-4333-8444-555555555555', email: 'ada@example.com', groups: ['admin'] }
    const file = join(dir, 'users.json')
    await writeFile(file, JSON.stringify({ users: [{ ...ada, updatedAt: 1700000000 }] }))
    const users = await openUserStore(dir, { now, cost: cheapPasswords })
    await users.add({ email: 'bob@example.com', groups: [] })
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      users: [{ ...ada, updatedAt: 1700000000 }, expect.objectContaining({ email: 'bob@example.com' })],
    })
  })

  const known = {
    id: '11111111-2222-4333-8444-555555555555',
    email: 'ada@example.com',
    groups: [],
    updatedAt: 1700000000,
  }

  test.each([
    ['the same user twice', [known, known]],
    ['one email twice', [known, { ...known, id: '21111111-2222-4333-8444-555555555555' }]],
    ['an email that nobody can sign in with', [{ ...known, email: 'Ada@example.com' }]],
    ['a password hash that fits no password', [{ ...known, passwordHash: 'salt.hash' }]],
  ])('refuses a file with %s', async (_what, users) => {
    await writeFile(join(dir, 'users.json'), JSON.stringify({ users }))

    await expect(openUserStore(dir, { now, cost: cheapPasswords })).rejects.toMatchObject({
      code: 'ERR_STATE_DAMAGED',
      message: expect.stringMatching(/users\.json is damaged: "users.*--fresh/),
    })
  })

  test('given no user, when one is added with groups and password, then they sign in; a second time is refused', async () => {
    const users = await openUserStore(dir, { now, cost: cheapPasswords })
    const ada = await users.add({
      email: ' Ada@example.com',
      groups: ['admin', 'Billing Team'],
      password,
    })
    expect(ada).toMatchObject({ email: 'ada@example.com', groups: ['admin', 'Billing Team'] })
    expect(await users.authenticate('ada@example.com', password)).toEqual(ada)
    expect(await users.add({ email: 'ADA@example.com', groups: [] })).toBeUndefined()
    expect(users.all()).toEqual([ada])
  })

  test('given a user, when changed, then it is kept with the time, also when the store is opened again', async () => {
    const first = await openUserStore(dir, { now, cost: cheapPasswords })
    const { id } = await first.findOrCreate('ada@example.com')
    const later = await openUserStore(dir, { now: () => now() + 60_000, cost: cheapPasswords })
    const changed = await later.update(id, ({ groups }) => ({
      groups: [...groups, 'admin'],
      permissions: [],
    }))
    expect(changed).toMatchObject({ id, groups: ['admin'], permissions: [], updatedAt: 1767225660 })
    expect((await openUserStore(dir, { now, cost: cheapPasswords })).all()).toEqual([changed])
  })

  test('given a user, when ten changes come at once, then none is lost', async () => {
    const users = await openUserStore(dir, { now, cost: cheapPasswords })
    const { id } = await users.findOrCreate('ada@example.com')
    const names = Array.from({ length: 10 }, (_, index) => `group-${index}`)
    await Promise.all(names.map((name) => users.update(id, ({ groups }) => ({ groups: [...groups, name] }))))
    expect(users.find((user) => user.id === id)?.groups).toEqual(names)
  })

  test('given a user, when the password is set, then the new one signs in and the old one does not', async () => {
    const users = await openUserStore(dir, { now, cost: cheapPasswords })
    const ada = await users.signUp('ada@example.com', password)
    await users.setPassword(ada?.id ?? '', 'another horse')
    expect(await users.authenticate('ada@example.com', 'another horse')).toBeDefined()
    expect(await users.authenticate('ada@example.com', password)).toBeUndefined()
  })

  test('given a user who was deleted, when changed, then nothing is made', async () => {
    const users = await openUserStore(dir, { now, cost: cheapPasswords })
    const { id } = await users.findOrCreate('ada@example.com')
    await users.forget('ada@example.com')
    expect(await users.update(id, () => ({ groups: ['admin'] }))).toBeUndefined()
    expect(await users.setPassword(id, password)).toBeUndefined()
    expect(users.all()).toEqual([])
  })
})

test('given a file that has the password of a user who chose one here, when the file is gone, then the chosen one counts again', async () => {
  const before = await openUserStore(dir, { now, cost: cheapPasswords })
  const ada = await before.signUp('ada@example.com', password)
  const user = { email: 'ada@example.com', groups: [], password: 'of the file' }
  const declared = { ...noDeclaredUsers, all: () => [user], find: () => user }
  const during = await openUserStore(dir, { now, cost: cheapPasswords, declared })
  await during.update(ada?.id ?? '', () => ({ consents: { console: ['openid'] } }))
  expect(await during.authenticate('ada@example.com', password)).toBeUndefined()

  const after = await openUserStore(dir, { now, cost: cheapPasswords })
  expect(await after.authenticate('ada@example.com', password)).toMatchObject({ id: ada?.id })
})
