import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Case } from '../../../conformance/case-shape.ts'
import type { CaseIssuer } from '../../../conformance/issuer/case-issuer.ts'
import { startCaseIssuer } from '../../../conformance/issuer/start-issuer.ts'
import { readCases } from '../../../conformance/read-cases.ts'
import { countResults } from '../../../conformance/report/count-results.ts'
import type { CaseResult, Surroundings } from '../../../conformance/run-case.ts'
import { runCases } from '../../../conformance/run-cases.ts'
import { type Client, createClient } from '../../../conformance/send-request.ts'
import { startWrongGateway, type WrongGateway } from '../../support/wrong-gateway.ts'

let cases: readonly Case[]
let issuer: CaseIssuer
let gateway: WrongGateway
let client: Client

beforeAll(async () => {
  cases = await readCases()
  issuer = await startCaseIssuer(0)
  gateway = await startWrongGateway()
  client = createClient(5_000)
})

afterAll(async () => {
  client.close()
  await gateway.close()
  await issuer.close()
})

function run(ids: readonly string[], parts: Partial<Surroundings> = {}): Promise<CaseResult[]> {
  const surroundings: Surroundings = {
    client,
    locate: () => ({ url: gateway.url }),
    keys: issuer.keys,
    issuers: issuer.issuers,
    signal: new AbortController().signal,
    ...parts,
  }
  return runCases(
    ids.map((id) => cases.find((each) => each.id === id)).filter((each) => each !== undefined),
    surroundings,
    { concurrency: 4 },
  )
}

describe('runCases with a gateway that believes every token', () => {
  test('given tokens that are no good, when run, then each is a miss that says so', async () => {
    const results = await run([
      'token-bit-flipped',
      'token-none-with-signature',
      'token-expired',
      'token-aud-wrong',
    ])

    expect(results).toHaveLength(4)
    for (const result of results) {
      expect(result).toMatchObject({
        outcome: 'missed',
        differences: expect.arrayContaining(['the function was called', 'status is 200, wanted 401']),
      })
    }
  })

  test('given claims that it does not make strings of, when run, then the difference is named', async () => {
    const [result] = await run(['claim-boolean'])

    expect(result).toMatchObject({
      outcome: 'missed',
      differences: expect.arrayContaining([
        'event.requestContext.authorizer.jwt.claims.email_verified is true, wanted "true"',
      ]),
    })
  })

  test('given what it does right, when run, then it passes', async () => {
    const results = await run(['token-good', 'claim-text', 'scopes-null'])

    expect(results.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'passed'])
  })

  test('given an inferred case that it misses, when counted, then it is no miss', async () => {
    const results = await run(['token-no-exp', 'token-expired'])

    expect(countResults(results)).toEqual({ passed: 0, missed: 1, alike: 0, otherwise: 1, notRun: 0 })
  })
})

describe('runCases', () => {
  test('given an API that the target does not have, when run, then the case is not run, with the reason', async () => {
    const [result] = await run(['token-good'], { locate: () => ({ notRun: 'it has none' }) })

    expect(result).toMatchObject({ outcome: 'not run', reason: 'it has none' })
  })

  test('given an issuer that nobody started, when run, then the case is not run', async () => {
    const [result] = await run(['token-good'], { issuers: new Map() })

    expect(result).toMatchObject({ outcome: 'not run', reason: '{{issuer.main}} stands for nothing here' })
  })

  test('given a gateway that is gone, when run, then the case is a miss', async () => {
    const [result] = await run(['token-good'], { locate: () => ({ url: 'http://127.0.0.1:1' }) })

    expect(result).toMatchObject({ outcome: 'missed', differences: [expect.stringMatching(/^no answer: /)] })
  })

  test('given a signal, when it is aborted, then no more cases are taken up', async () => {
    expect(await run(['token-good'], { signal: AbortSignal.abort() })).toEqual([])
  })
})
