import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { restrictNewFiles, withUsualUmask } from '../../../../plugin/system/umask.ts'

const inChild = () => Number.parseInt(spawnSync('sh', ['-c', 'umask'], { encoding: 'utf8' }).stdout, 8)

let before = 0

beforeEach(() => {
  before = process.umask(0o027)
})

afterEach(() => {
  process.umask(before)
})

test('what a run writes is for its owner, what its functions write is as usual', () => {
  const allow = restrictNewFiles()

  expect(inChild()).toBe(0o077)
  expect(withUsualUmask(inChild)).toBe(0o027)
  expect(inChild()).toBe(0o077)
  allow()
  expect(inChild()).toBe(0o027)
  expect(withUsualUmask(inChild)).toBe(0o027)
})

test('a start that fails leaves it as it was', () => {
  const allow = restrictNewFiles()
  const fail = () => {
    throw new Error('no such program')
  }

  expect(() => withUsualUmask(fail)).toThrow()
  expect(inChild()).toBe(0o077)
  allow()
})
