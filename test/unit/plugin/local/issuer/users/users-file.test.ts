import { describe, expect, test } from '@jest/globals'
import { readGivenUsers, readUsersFile } from '../../../../../../plugin/local/issuer/users/users-file.ts'

const checkClaim = (name: string) => (name === 'iss' ? 'iss belongs to the token itself' : undefined)
const read = (...lines: string[]) => readUsersFile(lines.join('\n'), 'claimcheck.users.yml', checkClaim)

describe('readUsersFile', () => {
  test('reads every field of a user', () => {
    const users = read(
      'users:',
      '  - email: " Ada@Example.com"',
      '    name: Ada Lovelace',
      '    groups: [admin, Billing Team]',
      '    permissions: []',
      '    claims:',
      '      tenant_id: acme',
      '      https://example.com/seats: [1, { of: 2 }]',
      '      custom:tenant: acme',
      '    password: correct horse',
    )
    expect(users).toEqual([
      {
        email: 'ada@example.com',
        name: 'Ada Lovelace',
        groups: ['admin', 'Billing Team'],
        permissions: [],
        claims: {
          tenant_id: 'acme',
          'https://example.com/seats': [1, { of: 2 }],
          'custom:tenant': 'acme',
        },
        password: 'correct horse',
      },
    ])
  })

  test('an email is enough', () => {
    expect(read('users:', '  - email: ada@example.com')).toEqual([{ email: 'ada@example.com', groups: [] }])
  })

  test.each(['', '# nobody yet', 'users:', 'users: []'])('%j has no users', (text) => {
    expect(read(text)).toEqual([])
  })

  test.each([
    ['a list without users:', ['- email: ada@example.com'], '1: found a list; expected a list of users'],
    ['another key', ['people: []', 'users: []'], '1: people: this is unknown; known are users'],
    ['users that are none', ['users: 3'], '1: users: found a number; expected a list of users'],
    [
      'a user that is none',
      ['users:', '  - ada'],
      '2: users[0]: found a text; expected a user with an email',
    ],
    ['no email', ['users:', '  - name: Ada'], '2: users[0].email: found nothing; expected an email address'],
    [
      'an email that is none',
      ['users:', '  - email: ada'],
      '2: users[0].email: found a text; expected an email',
    ],
    [
      'groups that are a text',
      ['users:', '  - email: a@b.co', '', '    groups: admin'],
      '4: users[0].groups: found a text; expected a list of names of groups',
    ],
    [
      'a group that is none',
      ['users:', '  - email: a@b.co', '    groups:', '      - x', '      - 3'],
      '5: users[0].groups[1]: found a number; expected a list of names of groups',
    ],
    [
      'an unknown field',
      ['users:', '  - email: a@b.co', '    group: x'],
      '3: users[0].group: this is unknown; known are email, name, groups, permissions, claims, password',
    ],
    [
      'an email twice',
      ['users:', '  - email: a@b.co', '  - email: A@b.co'],
      '3: users[1].email: this email is there twice',
    ],
    [
      'a short password',
      ['users:', '  - email: a@b.co', '    password: x'],
      '3: users[0].password: choose a password of at least 8 characters',
    ],
    [
      'a claim of the token itself',
      ['users:', '  - email: a@b.co', '    claims:', '      a: 1', '      iss: x'],
      '5: users[0].claims.iss: iss belongs to the token itself',
    ],
    ['what is not YAML', ['users:', '  - email: a@b.co', '\t- x'], '3: this is not YAML'],
  ])('rejects %s, with its line', (_what, lines, message) => {
    const error = expect.objectContaining({
      code: 'ERR_USERS_INVALID',
      message: expect.stringContaining(`claimcheck.users.yml:${message}`),
    })
    expect(() => read(...lines)).toThrow(error)
  })

  test('an alias stands for what its anchor names; rejects one without an anchor', () => {
    const users = ['users:', '  - { email: a@b.co, groups: &all [admin] }']
    expect(read(...users, '  - { email: b@b.co, groups: *all }')[1]?.groups).toEqual(['admin'])
    expect(() => read(...users, '  - { email: b@b.co, groups: *none }')).toThrow(
      expect.objectContaining({
        code: 'ERR_USERS_INVALID',
        message: expect.stringMatching(
          /^claimcheck\.users\.yml: this is not YAML \(Unresolved alias.*: none\)\.$/,
        ),
      }),
    )
  })

  test('no value gets into a message', () => {
    const secret = 'hunter2hunter2'
    const reject = (line: string) => () => read('users:', '  - email: a@b.co', line)
    for (const line of [`    groups: ${secret}`, `    password: [${secret}]`, `    claims: ${secret}`])
      expect(reject(line)).toThrow(expect.not.objectContaining({ message: expect.stringContaining(secret) }))
  })
})

test('custom.claimcheck.users is the list itself, and what is wrong is named by its path', () => {
  expect(readGivenUsers([{ email: 'ada@example.com' }], 'serverless.yml', checkClaim)).toHaveLength(1)
  expect(() => readGivenUsers([{ email: 1 }], 'serverless.yml', checkClaim)).toThrow(
    'serverless.yml: custom.claimcheck.users[0].email: found a number; expected an email address',
  )
})
