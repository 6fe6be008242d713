import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { matrix } from '../services/matrix.ts'
import { page, servicesTable, withServicesTable } from '../services/services-table.ts'

const text = readFileSync(join(import.meta.dirname, '..', '..', page), 'utf8')

describe('the table of services', () => {
  test('docs/guide/any-service.md has it as `npm run docs:services` writes it', () => {
    expect(withServicesTable(text, matrix)).toBe(text)
  })

  test('has a row for each service of the matrix', () => {
    expect(servicesTable(matrix).split('\n')).toHaveLength(matrix.length + 2)
  })

  test('a stale row is replaced', () => {
    const stale = text.replace(matrix[0]?.here ?? '', 'does not run')

    expect(stale).not.toBe(text)
    expect(withServicesTable(stale, matrix)).toBe(text)
  })

  test('a page without its markers is an error', () => {
    expect(() => withServicesTable('# Services', matrix)).toThrow(/services: begin/)
  })
})
