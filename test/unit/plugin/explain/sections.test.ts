import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { tokenChecks } from '../../../../authorizer/refusal.ts'
import { requestFixes, signatureFixes } from '../../../../plugin/explain/explain-findings.ts'
import { explainToken } from '../../../../plugin/explain/explain-token.ts'
import { knownMistakes } from '../../../../plugin/explain/find-fix.ts'
import { makeTestKey } from '../../../support/keys.ts'
import { keysInHand } from '../../../support/refused-tokens/keys-in-hand.ts'
import { makeRefusedTokens } from '../../../support/refused-tokens/make-refused-tokens.ts'
import { authorizers, nowMs } from '../../../support/refused-tokens/refused-token.ts'

const page = await readFile(new URL('../../../../docs/guide/refusals.md', import.meta.url), 'utf8')
const sections = [...page.matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) =>
  heading.toLowerCase().replaceAll(' ', '-'),
)
const fixes = new Set<string>([
  ...Object.values(knownMistakes)
    .flat()
    .map(({ id }) => id),
  'milliseconds',
])

/** What plugin/explain/answers/ gives as `id`. */
const answers = await readIds(new URL('../../../../plugin/explain/answers/', import.meta.url))

async function readIds(folder: URL): Promise<string[]> {
  const names = await readdir(folder)
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')))
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(/\bid: '([\w-]+)'/g)].map(([, id = '']) => id))),
  ]
}

describe('docs/guide/refusals.md', () => {
  const others = [...Object.keys(requestFixes), ...Object.keys(signatureFixes)]

  test('given its sections, when they are counted, then each fix has exactly one', () => {
    expect(new Set(sections).size).toBe(sections.length)
    for (const id of [...fixes, ...others, ...answers]) expect(sections).toContain(id)
  })

  test('given every check and every fix, when their sections are taken away, then none is left over', async () => {
    const explanation = await explainToken(undefined, {
      authorizer: authorizers.okta,
      routeScopes: [],
      keys: keysInHand([]),
      nowMs,
    })
    const ofChecks = explanation.checks.map(({ docs }) => docs.replace('docs/guide/refusals.md#', ''))

    expect(ofChecks).toHaveLength(tokenChecks.length)
    const known = new Set([...fixes, ...others, ...ofChecks, ...answers])
    expect(sections.filter((section) => !known.has(section))).toEqual([
      'by-what-the-answer-says',
      'how-the-checks-are-ordered',
      'token-found',
      'signed-request',
      'other-answers',
    ])
  })

  test('the index has the error_description of every refusal', async () => {
    const [key, other] = await Promise.all([makeTestKey('ExampleKeyOne'), makeTestKey('ExampleKeyTwo')])
    const answers = await Promise.all(
      (await makeRefusedTokens(key, other)).map(async (token) => {
        const { tenant, scopes = [], keys = keysInHand([key.publicJwk]) } = token
        const options = { authorizer: authorizers[tenant], routeScopes: scopes, keys, nowMs }
        const explanation = await explainToken(token.value, options)
        return JSON.stringify(explanation.answer)
      }),
    )
    const said = answers.flatMap((answer) => /error_description=\\"([^"\\]+)/.exec(answer)?.[1] ?? [])

    expect(new Set(said).size).toBeGreaterThan(8)
    expect([...new Set(said)].filter((text) => !page.includes(`| \`${text}\``))).toEqual([])
  })

  test('given the links within the page, when they are followed, then each leads somewhere', () => {
    for (const [, section] of page.matchAll(/\]\(#([\w-]+)\)/g)) expect(sections).toContain(section)
  })
})

describe('the fixes', () => {
  test('given each check, when its fixes are read, then the last fits every refusal and only that one', () => {
    for (const [check, list] of Object.entries(knownMistakes)) {
      expect([check, list.findIndex(({ matches }) => matches === undefined)]).toEqual([
        check,
        list.length - 1,
      ])
    }
  })

  test('given the table of refused tokens, when its fixes are counted, then two alone are without a token', async () => {
    const [key, other] = await Promise.all([makeTestKey('one'), makeTestKey('two')])
    const shown = new Set((await makeRefusedTokens(key, other)).map(({ fix }) => fix))

    expect([...fixes].filter((id) => !shown.has(id)).sort()).toEqual([
      // Advice on a check that is not reached: audience-advice.test.ts shows it.
      'issuer-first',
      // Shown over HTTP, where a header can come twice.
      'several-tokens',
    ])
  })
})
