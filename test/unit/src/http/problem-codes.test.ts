import { readFileSync } from 'node:fs'
import { STATUS_CODES } from 'node:http'
import { describe, expect, test } from '@jest/globals'
import {
  type ProblemDefinition,
  phraseOf,
  problemCodes,
  problemStatuses,
} from '../../../../src/http/problem-codes.ts'

const catalogue = readFileSync(
  new URL('../../../../docs/reference/problem-codes.md', import.meta.url),
  'utf8',
)
const codes = Object.entries<ProblemDefinition>(problemCodes)

/** `| \`ERR_X\` | 400 | ...` */
const documented = [...catalogue.matchAll(/^\| `(ERR_\w+)` \| (\d{3}) \|/gm)].map(([, code, status]) => [
  code,
  Number(status),
])

describe('problemCodes', () => {
  test('given the table, when compared with docs/reference/problem-codes.md, then both list the same codes with the same status', () => {
    expect(documented).toEqual(codes.map(([code, { status }]) => [code, status]))
  })

  test.each(codes)(
    'given %s, when looked up, then it has a form and a text that a client can rely on',
    (code, definition) => {
      expect(code).toMatch(/^ERR_[A-Z]+(_[A-Z]+)*$/)
      if (code !== 'ERR_INTERNAL') expect(definition.detail).toMatch(/^[A-Z].*\.$/)
      else expect(definition).toEqual({ status: 500 })
    },
  )

  test('given the status phrases, when compared with Node, then only the two that RFC 9110 renamed differ', () => {
    const renamed = problemStatuses
      .map((status) => [status, phraseOf(status)])
      .filter(([status, phrase]) => STATUS_CODES[String(status)] !== phrase)
    expect(renamed).toEqual([
      [413, 'Content Too Large'],
      [422, 'Unprocessable Content'],
    ])
  })
})
