import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { brokenTokenGroups } from '../../../authorizer/broken-tokens/all.ts'
import type { ExplainedToken, ExplainQuestion } from '../../../plugin/local/console/api-types.ts'
import { type ConsoleRun, startConsoleRun } from '../../support/console-run.ts'

let run: ConsoleRun
let token: string

beforeAll(async () => {
  run = await startConsoleRun('cognito')
  token = await run.token('ada@example.com', 'access')
})

afterAll(() => run.close())

function explain(text: string, question: Partial<ExplainQuestion> = {}): Promise<ExplainedToken> {
  return run.ask('/explain', { text, authorizer: '', routeKey: '', laterSeconds: 0, ...question })
}

function failedOf({ explanation }: ExplainedToken) {
  return explanation?.checks.find(({ verdict }) => verdict === 'failed')
}

/** The token with other claims, by the issuer's own key or the old signature. */
function edited(claims: object): string {
  const [header, payload = '', signature] = token.split('.')
  const all = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...claims }
  return [header, Buffer.from(JSON.stringify(all)).toString('base64url'), signature].join('.')
}

describe('a good token', () => {
  test('is accepted and decoded', async () => {
    const explained = await explain(token)

    expect(explained.explanation).toMatchObject({ outcome: 'accepted', answer: null, tokenUse: 'access' })
    expect(explained.claims).toMatchObject({ iss: run.issuer.issuer, token_use: 'access' })
    expect(explained.header).toMatchObject({ alg: 'RS256' })
    expect(explained.asPasted).toBeNull()
  })

  test.each([
    ['Bearer', () => `Bearer ${token}`],
    ['the header line', () => `Authorization: Bearer ${token}\n`],
    ['spaces and line ends around it', () => `\n  ${token} \n`],
  ])('with %s is accepted as it is', async (_what, text) => {
    expect(await explain(text())).toMatchObject({ explanation: { outcome: 'accepted' }, asPasted: null })
  })

  test.each([
    ['in quotes', 'copied-with-quotes', () => `"${token}"`],
    ['with Bearer in quotes', 'copied-with-quotes', () => `"Bearer ${token}",`],
    ['broken into lines', 'copied-with-line-breaks', () => token.replaceAll(/.{60}/g, '$&\n  ')],
    [
      'in a curl command',
      'copied-with-quotes',
      () => `curl -H 'authorization: Bearer ${token}' \\\n  https://a.example/b`,
    ],
    ['in a URL', 'copied-with-url', () => `https://a.example/#access_token=${token}&token_type=Bearer`],
    ['percent-encoded', 'percent-encoded', () => token.replaceAll('.', '%2E')],
    ['with the word in lower case', 'another-scheme', () => `bearer ${token}`],
    ['among header lines', 'copied-with-more', () => `${token}\nHost: a.example`],
  ])('%s is found, with what is wrong with the text', async (_what, id, text) => {
    const explained = await explain(text())

    expect(explained).toMatchObject({ explanation: { outcome: 'accepted' }, asPasted: { id } })
  })

  test('in a whole response of the token endpoint: the access token counts', async () => {
    const id = await run.token('ada@example.com', 'id')
    const response = JSON.stringify({ id_token: id, access_token: token, token_type: 'Bearer' }, undefined, 2)

    expect(await explain(response)).toMatchObject({
      explanation: { outcome: 'accepted', tokenUse: 'access' },
      asPasted: { id: 'whole-answer-copied' },
    })
  })
})

describe('what must change', () => {
  test('is named by the member that each failing check is about', async () => {
    const explained = await explain(
      edited({ iss: 'https://acme.eu.auth0.com/', aud: 'https://api.example.com', exp: 1_700_000_000 }),
    )
    const wrong = explained.explanation?.checks
      .filter(({ verdict }) => verdict === 'failed' || verdict === 'not reached, would fail')
      .map(({ check }) => check)

    expect(wrong).toEqual(['signature', 'iss', 'aud', 'exp'])
    expect(explained.checkOf).toMatchObject({
      header: { alg: 'alg', kid: 'key' },
      claims: { iss: 'iss', aud: 'aud', exp: 'exp', scope: 'scope' },
    })
  })

  test('without aud the client_id is the audience', async () => {
    expect((await explain(edited({ client_id: 'other' }))).checkOf.claims).toMatchObject({ client_id: 'aud' })
  })

  test('a key that is not known is about the kid', async () => {
    const header = Buffer.from('{"alg":"RS256","kid":"other"}').toString('base64url')
    const explained = await explain([header, ...token.split('.').slice(1)].join('.'))

    expect(failedOf(explained)?.check).toBe('key')
    expect(explained.checkOf.header).toMatchObject({ kid: 'key' })
  })
})

describe('against', () => {
  test('a route: its scopes count', async () => {
    const id = await run.token('ada@example.com', 'id')
    const explained = await explain(id, { routeKey: 'DELETE /things/{id}' })

    expect(failedOf(explained)?.check).toBe('scope')
    expect(await explain(id)).toMatchObject({ explanation: { outcome: 'accepted' } })
  })

  test('a later time: a token that ends before it is refused', async () => {
    expect(failedOf(await explain(token, { laterSeconds: 7_200 }))?.check).toBe('exp')
    expect(await explain(token, { laterSeconds: 300 })).toMatchObject({
      explanation: { outcome: 'accepted' },
    })
  })
})

describe('what is not a JWT', () => {
  test.each([
    ['an opaque token', 'v2.local.AbCdEf0123456789'],
    ['nonsense', 'Hello?'],
    ['a number', '7'],
    ['JSON', '{"a": 1}'],
    ['dots', '...'],
    ['an unfinished escape', '%E0%A4%A'],
    ['a null byte', '\u0000'],
  ])('%s is refused at decode', async (_what, text) => {
    expect(await explain(text)).toMatchObject({
      explanation: { outcome: 'refused', answer: { status: 401, check: 'decode' } },
      header: null,
      claims: null,
    })
  })

  test('a token that is cut short shows what is left', async () => {
    const explained = await explain(token.slice(0, token.lastIndexOf('.')))

    expect(failedOf(explained)).toMatchObject({ check: 'decode', fix: { id: 'cut-short' } })
    expect(explained.claims).toMatchObject({ iss: run.issuer.issuer })
  })

  test('what is far too long for a token is named', async () => {
    expect(await explain('e'.repeat(70_000))).toEqual({
      problem: 'This is longer than 64 kB. Paste one token.',
      code: 'ERR_TOKEN_TOO_LONG',
    })
  })

  test('a long text of nothing but starts of tokens is answered at once', async () => {
    const started = performance.now()
    await explain('eyJ.'.repeat(16_000))

    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

const brokenTokens = brokenTokenGroups.flatMap(({ tokens }) => tokens)

test.each(brokenTokens)('$id is explained as a call with it is', async ({ id, check, fixes }) => {
  const routeKey = 'DELETE /things/{id}'
  const { value } = await run.ask<{ value: string | null }>('/broken-token', { id, token, routeKey })
  const explained = await explain(value ?? '', { routeKey })
  const { asPasted } = explained
  const found = asPasted ? { check: 'decode', fix: asPasted } : failedOf(explained)

  expect(found?.check).toBe(check)
  expect(fixes).toContain(found?.fix?.id)
})
