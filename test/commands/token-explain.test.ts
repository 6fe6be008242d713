import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type LocalApi, startLocal } from '../../plugin/testing/index.ts'
import { base64url } from '../support/keys.ts'
import { runServerless } from '../support/local-run.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'
import { audience, startTestIssuer, type TestIssuer } from '../support/test-issuer.ts'

const issuedAt = 1_790_000_000
const unreadable = 'QXhKp3YwUfQm7sJ9zTt0b1c2d3e4f5g6h7i8j9k0l1M'

let state: TemporaryFolder

beforeAll(async () => {
  state = await temporaryFolder()
})

afterAll(() => state.remove())

/** Without a run: the state folder is empty. */
function explain(args: readonly string[], input?: string) {
  return runServerless(['token', 'explain', ...args, '--state', state.path], undefined, input)
}

describe('serverless token explain, with --issuer', () => {
  let issuer: TestIssuer
  let trust: string[]

  beforeAll(async () => {
    issuer = await startTestIssuer({ issuedAt })
    trust = ['--issuer', issuer.issuer, '--audience', audience, '--at', `${issuedAt + 60}`]
  })

  afterAll(() => issuer.close())

  test('given a good token, when it is explained, then it is accepted and the command ends with 0', async () => {
    const { code, stdout, stderr } = await explain([issuer.token(), ...trust, '--scope', 'things.read'])

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^Accepted \(an access token\)\n/)
    expect(stdout).toContain(`iss (issuer)      "${issuer.issuer}"`)
    expect(stdout).toContain('in 59 minutes')
    expect(stdout).not.toContain('\u001b[')
  })

  test('given an expired one after the options, when it is explained, then it says since when and what to do, without the token, and ends with 1', async () => {
    const token = issuer.token({ claims: { exp: issuedAt - 120 } })
    const { code, stdout } = await explain([...trust, `Bearer ${token}`])

    expect(code).toBe(1)
    expect(stdout).toMatch(/^Refused at: exp \(expiry\)/)
    expect(stdout).toContain('3 minutes ago')
    expect(stdout).toContain('docs/guide/refusals.md#')
    for (const part of token.split('.')) expect(stdout).not.toContain(part)
  })

  test('given an opaque one on stdin, when it is explained, then it cannot be read and the command ends with 2', async () => {
    const { code, stdout } = await explain(['-', ...trust], `${unreadable}\n`)

    expect(code).toBe(2)
    expect(stdout).toContain('docs/guide/refusals.md#opaque-token')
    expect(stdout).not.toContain(unreadable)
  })

  test('given an empty variable, when it is explained, then there is no token and the command ends with 2', async () => {
    const { code, stdout } = await explain(['', ...trust])

    expect(code).toBe(2)
    expect(stdout).toContain('docs/guide/refusals.md#no-token')
  })

  test('given --json, when a token is explained, then all of it is there for a program', async () => {
    const token = issuer.token({ claims: { client_id: 'another' } })
    const { code, stdout } = await explain([token, ...trust, '--json'])
    const { checks, ...document } = JSON.parse(stdout)

    expect(code).toBe(1)
    expect(document).toEqual({
      outcome: 'refused',
      answer: {
        status: 401,
        check: 'aud',
        challenge:
          'Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"',
      },
      tokenUse: 'access',
      at: new Date((issuedAt + 60) * 1_000).toISOString().replace('.000', ''),
      authorizer: {
        from: '--issuer',
        issuer: issuer.issuer,
        audience: [audience],
        identitySource: '$request.header.Authorization',
        scopes: [],
      },
    })
    expect(checks).toHaveLength(13)
    expect(checks[8]).toEqual({
      check: 'aud',
      verdict: 'failed',
      found: 'client_id "another"',
      wanted: `aud (or client_id if there is no aud) to be one of ${audience}`,
      fix: { id: 'audience', text: expect.any(String) },
      docs: 'docs/guide/refusals.md#audience',
    })
  })

  test('given an issuer that does not answer, when a token is explained, then it says so and tells the rest all the same', async () => {
    const dead = 'http://127.0.0.1:1'
    const token = issuer.token({ claims: { iss: dead } })
    const { code, stdout } = await explain([token, '--issuer', dead, '--audience', audience])

    expect(code).toBe(1)
    expect(stdout).toContain('docs/guide/refusals.md#keys-not-fetched')
    expect(stdout).toContain(`iss (issuer)      not reached, would pass: "${dead}"`)
  })

  test('given wrong options, when it is asked, then each is refused by name, the token is not printed, and it ends with 2', async () => {
    const token = issuer.token()
    const all = await Promise.all([
      explain([token, '--issuer', issuer.issuer]),
      explain([token, ...trust, '--nonsense']),
      explain([token, ...trust, '--route', 'GET /nothing']),
    ])

    expect(all.map(({ code }) => code)).toEqual([2, 2, 2])
    expect(all[0].stderr).toContain('--audience')
    expect(all[1].stdout).toContain('--nonsense')
    expect(all[2].stderr).toContain('"DELETE /profile"')
    for (const { stdout, stderr } of all) expect(stdout + stderr).not.toContain(token)
  })
})

describe("serverless token explain, with a stage's authorizer", () => {
  const okta = ['--param', 'provider=okta', '--stage', 'prod']
  const values = ['--param', 'OKTA_DOMAIN=dev-123456.okta.com', '--param', 'OKTA_AUDIENCE=api://default']

  test('given a provider outside the stack, when a token is explained, then issuer, audience and scope are those of serverless.yml', async () => {
    const token = ['{"alg":"none"}', '{}', 'x'].map(base64url).join('.')
    const { code, stdout } = await explain([token, ...okta, ...values, '--route', 'DELETE /profile'])

    expect(code).toBe(1)
    expect(stdout).toContain('Checked against stage prod in serverless.yml, route DELETE /profile')
    expect(stdout).toContain('expected exactly https://dev-123456.okta.com/oauth2/default')
    expect(stdout).toContain('to be one of api://default')
    expect(stdout).toContain('expected one of profile.delete')
  })

  test('given values that are not set, or that only the stack knows, when it is asked, then it says how to give them and ends with 2', async () => {
    const [unset, ofStack] = await Promise.all([
      explain([unreadable, ...okta, '--param', 'OKTA_DOMAIN=']),
      explain([unreadable, '--stage', 'prod']),
    ])

    // Serverless's own words, where it writes them.
    expect(unset).toMatchObject({ code: 2, stdout: expect.stringContaining('OKTA_DOMAIN') })
    expect(ofStack).toMatchObject({ code: 2, stderr: expect.stringContaining('--issuer URL --audience X') })
  })
})

describe('serverless token explain, beside a run', () => {
  let api: LocalApi

  beforeAll(async () => {
    api = await startLocal({ state: state.path, params: { provider: 'auth0' } })
  })

  afterAll(() => api.close())

  test('given both tokens of a user, when a route with a scope is meant, then the access token passes and the id token does not, as at the API', async () => {
    const route = ['--route', 'DELETE /profile']
    const [access, id] = [await api.token(), await api.token({ use: 'id' })]
    const answer = await api.fetch('/profile', { method: 'DELETE', token: id })
    const [passing, refused] = await Promise.all([explain([access, ...route]), explain([id, ...route])])

    expect(answer.status).toBe(403)
    expect(passing).toMatchObject({ code: 0, stdout: expect.stringContaining(`the run at ${api.url}`) })
    expect(refused).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('docs/guide/refusals.md#id-token-without-scopes'),
    })
    expect(await api.requests()).toMatchObject([{ status: 403, why: 'refused at scope' }])
  })
})
