import { describe, expect, test } from '@jest/globals'
import type { Case } from '../../../conformance/case-shape.ts'
import { printTable } from '../../../conformance/report/print-table.ts'
import { describeRuns } from '../../../conformance/report/write-docs.ts'
import type { CaseResult } from '../../../conformance/run-case.ts'
import type { Target } from '../../../conformance/targets/target.ts'
import type { Paint } from '../../../plugin/system/terminal.ts'

const asIs = (text: string) => text
const plain: Paint = { strong: asIs, link: asIs, quiet: asIs, good: asIs, warn: asIs, bad: asIs }

function aCase(id: string, parts: Partial<Case> = {}): Case {
  const base = {
    says: `It says ${id}.`,
    cites: ['1.1'],
    confidence: 'D',
    request: { path: '/' },
    expect: {},
  } as const
  return { ...base, cites: ['1.1'], id, topic: 'tokens', api: 'plain', ...parts }
}

const results: readonly CaseResult[] = [
  { case: aCase('good'), outcome: 'passed' },
  { case: aCase('bad'), outcome: 'missed', differences: ['status is 200, wanted 401'] },
  { case: aCase('guess', { confidence: 'I', topic: 'routing' }), outcome: 'missed', differences: ['x'] },
  { case: aCase('skipped', { topic: 'routing' }), outcome: 'not run', reason: 'there is no such API' },
]

function aTarget(name: string): Target {
  return {
    name,
    describe: `${name} 1.0`,
    concurrency: 1,
    start: () => Promise.reject(new Error('not here')),
  }
}

describe('printTable', () => {
  const text = printTable('ours', results, plain)

  test('given results, when printed, then each topic has its counts', () => {
    expect(text).toMatch(/^tokens +1 +1 +0 +0 +0$/m)
    expect(text).toMatch(/^routing +0 +0 +0 +1 +1$/m)
    expect(text).toMatch(/^all +1 +1 +0 +1 +1$/m)
  })

  test('given a miss, when printed, then case, row and difference are named', () => {
    expect(text).toContain('missed bad [D, 1.1]\n  It says bad.\n  - status is 200, wanted 401')
  })

  test('given an inferred case that differs, when printed, then it is listed apart from the misses', () => {
    expect(text).not.toContain('missed guess')
    expect(text).toMatch(/nobody knows who is right[^\n]*\n {2}guess \[I, 1\.1\]/)
  })

  test('given cases that were not run, when printed, then the reason stands with their number', () => {
    expect(text).toContain('1: there is no such API')
  })

  test('given no miss, when printed, then it says so', () => {
    expect(printTable('ours', results.slice(0, 1), plain)).toContain('is answered as AWS answers it')
  })
})

describe('describeRuns', () => {
  const page = describeRuns(
    [
      { target: aTarget('ours'), results, tookMs: 1 },
      { target: aTarget('peer'), results, tookMs: 1 },
    ],
    [
      { id: '1.1', fact: 'a fact', source: 'AWS', confidence: ['D'] },
      {
        id: '1.2',
        fact: 'another | fact',
        source: 'AWS',
        confidence: ['D'],
        unobserved: 'it is about creation',
      },
    ],
  )

  test('given two runs, when described, then the matrix has a column for each', () => {
    expect(page).toContain('| topic | ours 1.0 | peer 1.0 |')
    expect(page).toContain('| tokens | 1 of 2 | 1 of 2 |')
    expect(page).toContain('| routing | – | – |')
  })

  test('given misses of ours, when described, then each is named', () => {
    expect(page).toMatch(/## What ours does otherwise\n\n- `bad` \(1\.1\): It says bad\. But status is 200/)
  })

  test('given a row that no case can show, when described, then it is listed with the reason', () => {
    expect(page).toContain('| 1.2 | another \\| fact | it is about creation |')
  })
})
