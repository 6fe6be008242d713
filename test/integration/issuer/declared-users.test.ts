import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { decodeJwt } from 'jose'
import { type ConsoleIssuer, startConsoleIssuer } from '../../support/console-issuer.ts'
import { codeRequest, PlainBrowser, passForms, redeemCode } from '../../support/issuer-client.ts'
import { keyCookie } from '../../support/run-key.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

const password = 'correct horse'
const namespaced = 'https://example.com/tenant'

let service: TemporaryFolder
let issuer: ConsoleIssuer | undefined

beforeEach(async () => {
  service = await temporaryFolder()
})

afterEach(async () => {
  await issuer?.close()
  issuer = undefined
  await service.remove()
})

const write = (...lines: string[]) => writeFile(join(service.path, 'claimcheck.users.yml'), lines.join('\n'))

async function start(
  provider: Parameters<typeof startConsoleIssuer>[0] = 'auth0',
  changes: Parameters<typeof startConsoleIssuer>[1] & { readonly given?: unknown } = {},
): Promise<ConsoleIssuer> {
  const { given, ...others } = changes
  const users = { dir: service.path, given, givenIn: 'serverless.yml' }
  issuer = await startConsoleIssuer(provider, { scopes: ['notes.read', 'notes.write'], users, ...others })
  return issuer
}

async function ask(path: string, body?: object) {
  const { url, key } = issuer as ConsoleIssuer
  const response = await fetch(`${url}/_claimcheck${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer = (await response.json()) as Record<string, unknown>
  return { ...answer, status: response.status } as Record<string, unknown>
}

const claimsOf = async (request: object) => decodeJwt(String((await ask('/token', request)).token))

/** Signs in, or up, through the pages. */
async function signIn(email: string, form: 'sign-in' | 'new-account') {
  const request = await codeRequest(issuer as ConsoleIssuer)
  const back = await passForms(new PlainBrowser(), request, { email, password }, form)
  return { request, tokens: await redeemCode(request, back) }
}

const open = async (path: string, init: RequestInit = {}) => {
  const { url } = issuer as ConsoleIssuer
  return fetch(url + path, {
    ...init,
    headers: { cookie: keyCookie(issuer as ConsoleIssuer), ...init.headers },
  })
}

/** The file is looked at twice a second. */
async function untilLine(words: string): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const line = issuer?.lines.find((each) => each.includes(words))
    if (line !== undefined) return line
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`No line has "${words}": ${issuer?.lines.join('\n')}`)
}

const ada = [
  'users:',
  '  - email: ada@example.com',
  '    name: Ada King',
  '    groups: [admin]',
  '    permissions: [notes.read]',
  `    claims: { ${namespaced}: acme }`,
]

describe('users of claimcheck.users.yml', () => {
  test('tokens have name, groups, permissions and claims of the file', async () => {
    await write(...ada)
    await start()

    expect(await claimsOf({ user: 'ada', use: 'id' })).toMatchObject({
      name: 'Ada King',
      family_name: 'King',
      [namespaced]: 'acme',
    })
    expect(await claimsOf({ user: 'ada' })).toMatchObject({
      permissions: ['notes.read'],
      scope: 'openid profile email notes.read',
      'https://claimcheck.example/groups': ['admin'],
      [namespaced]: 'acme',
    })
    expect(issuer?.lines).toEqual([])
  })

  test('have the same subject on each machine', async () => {
    await write(...ada)
    await start()
    const { sub } = await claimsOf({ user: 'ada' })
    await issuer?.close()
    await start()

    expect((await claimsOf({ user: 'ada' })).sub).toBe(sub)
  })

  test('sign in with the password of the file, and userinfo has their claims', async () => {
    await write(...ada, `    password: ${password}`)
    const { issuer: iss } = await start()
    const { tokens } = await signIn('ada@example.com', 'sign-in')
    const answer = await fetch(`${iss}userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })

    expect(decodeJwt(tokens.id_token ?? '')).toMatchObject({ name: 'Ada King', [namespaced]: 'acme' })
    expect(await answer.json()).toMatchObject({ name: 'Ada King', [namespaced]: 'acme' })
  })

  test('choose a password at sign-up where the file has none, and the page says so', async () => {
    await write(...ada)
    await start()
    const { url } = await codeRequest(issuer as ConsoleIssuer)
    const browser = new PlainBrowser()
    const { page } = await browser.follow(await browser.get(url.href), () => false)
    expect(await page?.text()).toContain('A user of <code>claimcheck.users.yml</code> without a password')

    await signIn('ada@example.com', 'new-account')
    const { tokens } = await signIn('ada@example.com', 'sign-in')
    expect(decodeJwt(tokens.id_token ?? '')).toMatchObject({ name: 'Ada King' })
    expect((await ask('/users')).users).toMatchObject([
      { email: 'ada@example.com', hasPassword: true, declaredIn: 'claimcheck.users.yml', groups: ['admin'] },
    ])
  })

  test('are marked on the users page, and are changed in the file alone', async () => {
    await write(...ada)
    await start()
    const list = await (await open('/users')).text()
    const path = /href="(\/users\/[^"]+)" aria-label="View ada@example.com"/.exec(list)?.[1] ?? ''
    const own = await (await open(path)).text()
    const token = /name="token" value="([^"]+)"/.exec(list)?.[1] ?? ''
    const send = (to: string) =>
      open(to, {
        method: 'POST',
        body: new URLSearchParams({ token, groups: 'x' }),
        headers: { origin: issuer?.url ?? '' },
      })

    expect(list).toContain('From <code>claimcheck.users.yml</code>')
    expect(own).toContain('Change or delete them there.')
    expect(own).not.toContain('<form')
    for (const to of [path, `${path}/delete`]) expect((await send(to)).status).toBe(409)
    expect((await claimsOf({ user: 'ada' })).permissions).toEqual(['notes.read'])
  })

  test('a change is picked up, said in one line, and never written back', async () => {
    await write(...ada)
    await start()
    await claimsOf({ user: 'ada' })
    await write('users:', '  - email: ada@example.com', '    groups: [support]', '  - email: bob@example.com')

    expect(await untilLine('changed')).toBe('claimcheck.users.yml changed: 2 users.')
    expect(await claimsOf({ user: 'ada' })).toMatchObject({
      'https://claimcheck.example/groups': ['support'],
    })
  })

  test('a file that cannot be read leaves the users as they were', async () => {
    await write(...ada)
    await start()
    await write('users:', '  - email: 3')

    expect(await untilLine('stay as they were')).toContain(
      'claimcheck.users.yml:2: users[0].email: found a number',
    )
    expect(await claimsOf({ user: 'ada' })).toMatchObject({ [namespaced]: 'acme' })
  })

  test('a user who is no longer in the file is gone, with what was kept of them', async () => {
    await write(...ada)
    await start()
    await signIn('ada@example.com', 'new-account')
    await write('users: []')
    await untilLine('changed: 0 users')

    expect((await ask('/users')).users).toEqual([])
  })

  test('the file wins over a user who was here before, said in one line; the id stays', async () => {
    const first = await start()
    const { sub } = await claimsOf({ user: 'ada' })
    await write(...ada)
    const again = await startConsoleIssuer('auth0', {
      scopes: ['notes.read'],
      stateDir: first.stateDir,
      users: { dir: service.path, givenIn: 'serverless.yml' },
    })
    const before = issuer
    issuer = again

    expect(await claimsOf({ user: 'ada' })).toMatchObject({ sub, permissions: ['notes.read'] })
    expect(again.lines).toEqual(['claimcheck.users.yml: 1 of its users was here before; the file decides.'])
    await before?.close()
  })
})

describe('at the start', () => {
  test('a file that is invalid stops the run', async () => {
    await write('users:', '  - email: ada')
    await expect(start()).rejects.toMatchObject({ code: 'ERR_USERS_INVALID' })
  })

  test('users in two places stop the run', async () => {
    await write(...ada)
    await expect(start('auth0', { given: [] })).rejects.toThrow('Keep one of them')
  })

  test('users of custom.claimcheck.users are as those of the file', async () => {
    await start('okta', {
      given: [{ email: 'ada@example.com', groups: ['admin'], claims: { tenant_id: 'acme' } }],
    })
    expect(await claimsOf({ user: 'ada' })).toMatchObject({ groups: ['admin'], tenant_id: 'acme' })
  })

  test('a claim that the provider never issues is named once, and is in no token', async () => {
    const claims = { 'custom:tenant': 'a', tenant_id: 'b' }
    await start('auth0', { given: [{ email: 'ada@example.com', claims, permissions: ['fly'] }] })

    expect(issuer?.lines).toEqual([
      expect.stringMatching(/custom:tenant is the name of a Cognito attribute.* It is left out of tokens\.$/),
      expect.stringContaining('tenant_id has no namespace'),
      expect.stringContaining('no route requires these permissions: fly'),
    ])
    const token = await claimsOf({ user: 'ada' })
    expect(token).toMatchObject({ tenant_id: 'b' })
    expect(token).not.toHaveProperty(['custom:tenant'])
  })
})

describe('claims of one token', () => {
  test('are in it as they are, and a warning says what the provider would do', async () => {
    await start('cognito')
    const answer = await ask('/token', { user: 'ada', claims: { 'custom:tenant': 'acme', seats: 12 } })

    expect(decodeJwt(String(answer.token))).toMatchObject({ 'custom:tenant': 'acme', seats: 12 })
    expect(answer.warnings).toEqual([
      'This provider does not issue custom:tenant in access tokens. This token has it anyway.',
      expect.stringContaining('pre token generation trigger'),
    ])
  })

  test('no warning for what the provider issues', async () => {
    await start('cognito')
    expect((await ask('/token', { use: 'id', claims: { 'custom:tenant': 'acme' } })).warnings).toEqual([])
  })

  test.each([
    [{ claims: { iss: 'x' } }, 'iss belongs to the token itself and cannot be a custom claim.'],
    [{ claims: { email: 'x' } }, "email cannot be a custom claim: it comes from the user's email."],
    [{ claims: 'x' }, '"claims" '],
  ])('rejects %j', async (request, message) => {
    await start('cognito')
    expect(await ask('/token', request)).toMatchObject({
      status: 400,
      message: expect.stringContaining(message),
    })
  })
})

test('custom claims of a user of this machine are edited on the users page', async () => {
  await start('okta')
  await claimsOf({ user: 'ada' })
  const list = await (await open('/users')).text()
  const path = /href="(\/users\/[^"]+)" aria-label="Edit ada@example.com"/.exec(list)?.[1] ?? ''
  const token = /name="token" value="([^"]+)"/.exec(list)?.[1] ?? ''
  const send = (claims: string) =>
    open(path, {
      method: 'POST',
      body: new URLSearchParams({ token, groups: '', claims }),
      headers: { origin: issuer?.url ?? '' },
      redirect: 'manual',
    })

  expect((await send('tenant_id=acme\nseats=12')).status).toBe(303)
  expect(await claimsOf({ user: 'ada' })).toMatchObject({ tenant_id: 'acme', seats: 12 })
  expect(await (await open(path)).text()).toContain('tenant_id=acme\nseats=12</textarea>')
  for (const [wrong, message] of [
    ['tenant', 'Line 1 is not name=value.'],
    ['sub=x', 'sub belongs to the token itself'],
  ] as const) {
    const refused = await send(wrong)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain(message)
  }
  expect((await send('')).status).toBe(303)
  expect(await claimsOf({ user: 'ada' })).not.toHaveProperty('tenant_id')
})
