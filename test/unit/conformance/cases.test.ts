import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { apiNames, type Case, caseShape, topicShape } from '../../../conformance/case-shape.ts'
import { readCases } from '../../../conformance/read-cases.ts'
import { type ReferenceRow, readReference } from '../../../conformance/read-reference.ts'

let cases: readonly Case[]
let rows: readonly ReferenceRow[]

beforeAll(async () => {
  cases = await readCases()
  rows = await readReference()
})

describe('the cases', () => {
  test('given all of them, when counted, then there are enough, tokens among them', () => {
    expect(cases.length).toBeGreaterThanOrEqual(150)
    expect(cases.filter(({ topic }) => topic.startsWith('tokens')).length).toBeGreaterThanOrEqual(40)
    expect(new Set(cases.map(({ api }) => api))).toEqual(new Set(apiNames))
  })

  test('given every case, when its rows are looked up, then each exists', () => {
    const known = new Set(rows.map(({ id }) => id))
    const lost = cases.flatMap(({ id, cites }) =>
      cites.filter((row) => !known.has(row)).map((row) => `${id} cites ${row}`),
    )

    expect(lost).toEqual([])
  })

  test('given every case, when compared with its rows, then it is no surer than they are', () => {
    const confidence = new Map(rows.map((row) => [row.id, row.confidence]))
    const tooSure = cases.filter(
      (each) =>
        each.confidence !== 'I' && !each.cites.some((row) => confidence.get(row)?.includes(each.confidence)),
    )

    expect(tooSure.map(({ id }) => id)).toEqual([])
  })

  test('given every row, when its cases are looked for, then it has one or says why it cannot', () => {
    const cited = new Set(cases.flatMap(({ cites }) => cites))

    expect(rows.filter(({ id, unobserved }) => cited.has(id) === (unobserved !== undefined))).toEqual([])
  })

  test('given every case, when its expectation is looked at, then it can be missed', () => {
    expect(cases.filter(({ expect: expected }) => Object.keys(expected).length === 0)).toEqual([])
  })
})

describe('docs/reference/conformance.md', () => {
  test('given the cases, when the page is read, then it was written from as many', async () => {
    const page = await readFile(new URL('../../../docs/reference/conformance.md', import.meta.url), 'utf8')

    expect(page).toContain(`holds ${cases.length} cases`)
  })
})

describe('the shape of a case', () => {
  const good = {
    id: 'a-case',
    says: 'Something is so.',
    cites: ['1.1'],
    confidence: 'D',
    request: { path: '/' },
    expect: { status: 200 },
  }

  test('given all that is needed, when read, then it passes', () => {
    expect(caseShape.safeParse(good).success).toBe(true)
  })

  test.each([
    ['no row', { ...good, cites: [] }],
    ['a confidence that there is not', { ...good, confidence: 'X' }],
    ['a member that is misspelt', { ...good, expects: {} }],
    ['a misspelt expectation', { ...good, expect: { statuscode: 200 } }],
    ['an API that there is not', { ...good, api: 'nowhere' }],
    ['an id with blanks', { ...good, id: 'a case' }],
    [
      'a token signed in a way that there is not',
      { ...good, request: { path: '/', token: { signed: 'RS1' } } },
    ],
  ])('given %s, when read, then it is refused', (_name, each) => {
    expect(caseShape.safeParse(each).success).toBe(false)
  })

  test('given a topic without cases, when read, then it is refused', () => {
    expect(topicShape.safeParse({ topic: 'x', api: 'plain', cases: [good] }).success).toBe(true)
    expect(topicShape.safeParse({ topic: 'x', api: 'plain', cases: [] }).success).toBe(false)
  })
})
