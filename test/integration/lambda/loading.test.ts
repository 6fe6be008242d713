import { describe, expect, test } from '@jest/globals'
import { runOnce } from '../../support/function-answer.ts'
import type { ServiceFiles } from '../../support/service-files.ts'

const in22 = () => ({ runtime: 'nodejs22.x' })

const esm = { 'package.json': '{"type":"module"}' }

describe('JavaScript', () => {
  test.each<[string, ServiceFiles, unknown]>([
    ['reads a file next to it', { 'src/a.js': readsPage('__dirname'), 'src/page.html': 'page' }, 'page'],
    [
      'requires what is only known at run time',
      {
        'src/a.js': "exports.handler = async () => require('./lang/' + ['e', 'n'].join('')).hi",
        'src/lang/en.js': "exports.hi = 'hello'",
      },
      'hello',
    ],
    [
      'imports what is only known at run time',
      {
        'src/a.mjs':
          "export const handler = async () => (await import('./lang/' + ['e', 'n'].join('') + '.mjs')).hi",
        'src/lang/en.mjs': "export const hi = 'hello'",
      },
      'hello',
    ],
    [
      'uses createRequire for JSON',
      {
        'src/a.mjs':
          "import { createRequire } from 'node:module'\nexport const handler = async () => createRequire(import.meta.url)('./data.json').a",
        'src/data.json': '{"a":1}',
      },
      1,
    ],
    ['awaits at the top', { 'src/a.mjs': 'const a = await 42\nexport const handler = async () => a' }, 42],
    [
      'is an ES module by its package.json',
      { ...esm, 'src/a.js': 'const a = await 42\nexport const handler = async () => a' },
      42,
    ],
    [
      'is CommonJS in a package of ES modules',
      { ...esm, 'src/a.cjs': 'exports.handler = async () => typeof require' },
      'function',
    ],
    [
      'gets an export that a library fills in',
      {
        'src/a.js': "module.exports = require('lib')(1)",
        'node_modules/lib/index.js': 'module.exports = (a) => ({ handler: async () => a })',
      },
      1,
    ],
    ['exports by default', { 'src/a.mjs': 'export default { handler: async () => 1 }' }, 1],
    ['is in a package', { 'node_modules/a/index.js': 'exports.handler = async () => 1' }, 1],
  ])('%s', async (_what, files, value) => {
    expect((await runOnce(files)).answer).toEqual(value)
  })

  test('loads a folder up to nodejs22.x', async () => {
    const files = { 'src/a/index.js': 'exports.handler = async () => 1' }
    expect((await runOnce(files, { parts: in22 })).answer).toBe(1)
  })

  test('rejects a folder from nodejs24.x on, and says what to do', async () => {
    const { answer: result, log } = await runOnce({ 'src/a/index.js': 'exports.handler = async () => 1' })

    expect(result).toMatchObject({ kind: 'failed', reason: expect.stringContaining('Directory import') })
    expect(log).toContain('name the file')
  })

  test('rejects a missing package at run time, under the name that Lambda gives it', async () => {
    const { answer, log } = await runOnce({ 'src/a.js': "require('not-installed')" })
    expect(answer).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/Runtime\.ImportModuleError: Error: Cannot find module 'not-installed'/),
    })
    expect(log).not.toContain('worker.cjs')
  })

  test.each(['src/a.js', 'src/a.mjs'])('names the place of a syntax error in %s', async (path) => {
    const { answer, log } = await runOnce({ [path]: 'const a = 1\nconst b = {\n' })
    expect(answer).toMatchObject({
      reason: expect.stringContaining('Runtime.UserCodeSyntaxError'),
    })
    expect(log).toMatch(new RegExp(`${path}:[23]`))
  })

  test('keeps lines of its own in stack traces', async () => {
    const { log } = await runOnce({
      'src/a.js': "exports.handler = async () => {\n  throw new Error('here')\n}",
    })

    expect(log).toMatch(/src\/a\.js:2:9/)
  })
})

describe('what Lambda switches off', () => {
  const files = {
    'src/a.js': "exports.handler = async () => require('./b.mjs').b",
    'src/b.mjs': 'export const b = 1',
  }

  test('nodejs22.x does not require ES modules', async () => {
    const { answer: result } = await runOnce(files, { parts: in22 })
    expect(result).toMatchObject({ reason: expect.stringContaining('require() of ES Module') })
  })

  test('NODE_OPTIONS takes that back', async () => {
    const environment = { NODE_OPTIONS: '--experimental-require-module' }
    expect((await runOnce(files, { parts: () => ({ runtime: 'nodejs22.x', environment }) })).answer).toBe(1)
  })

  test('nodejs24.x does', async () => {
    expect((await runOnce(files)).answer).toBe(1)
  })

  test('nodejs22.x does not guess that a file is an ES module', async () => {
    const { answer: result } = await runOnce(
      { 'src/a.js': 'export const handler = async () => 1' },
      { parts: in22 },
    )
    expect(result).toMatchObject({ reason: expect.stringContaining('UserCodeSyntaxError') })
  })

  test('NODE_OPTIONS preloads a file of the service', async () => {
    const environment = { NODE_OPTIONS: '--require ./pre.js' }
    const preloading = {
      'pre.js': 'globalThis.pre = 1',
      'src/a.mjs': 'export const handler = async () => globalThis.pre',
    }
    expect((await runOnce(preloading, { parts: () => ({ environment }) })).answer).toBe(1)
  })
})

describe('TypeScript', () => {
  test.each<[string, ServiceFiles, unknown]>([
    ['reads a file next to it', { 'src/a.ts': readsPage('__dirname'), 'src/page.html': 'page' }, 'page'],
    [
      'reads a file next to a module that it imports',
      {
        'src/a.ts': "import { read } from './lib/read'\nexport const handler = async () => read()",
        'src/lib/read.ts':
          "import { readFileSync } from 'node:fs'\nimport { join } from 'node:path'\nexport const read = (): string => readFileSync(join(__dirname, 'page.html'), 'utf8')",
        'src/lib/page.html': 'page',
      },
      'page',
    ],
    [
      'reads a file by import.meta.url',
      {
        ...esm,
        'src/a.ts':
          "import { readFileSync } from 'node:fs'\nimport './lib/b.ts'\nexport const handler = async () => readFileSync(new URL('./page.html', import.meta.url), 'utf8')",
        'src/lib/b.ts': 'export {}',
        'src/page.html': 'page',
      },
      'page',
    ],
    [
      'follows paths of tsconfig.json',
      {
        'tsconfig.json': '{"compilerOptions":{"baseUrl":"./src","paths":{"@libs/*":["libs/*"]}}}',
        'src/a.ts': "import { hi } from '@libs/hi'\nexport const handler = async () => hi",
        'src/libs/hi.ts': "export const hi: string = 'alias'",
      },
      'alias',
    ],
    [
      'awaits at the top',
      { ...esm, 'src/a.ts': 'const a: number = await 42\nexport const handler = async () => a' },
      42,
    ],
    [
      'awaits at the top of .mts',
      { 'src/a.mts': 'const a: number = await 42\nexport const handler = async () => a' },
      42,
    ],
    [
      'has JSX',
      {
        'src/a.tsx': 'const h = (tag: string) => tag\nexport const handler = async () => <p />',
        'tsconfig.json': '{"compilerOptions":{"jsx":"react","jsxFactory":"h"}}',
      },
      'p',
    ],
    [
      'requires CommonJS from an ES module',
      {
        ...esm,
        'src/a.ts': "import b from './b.cjs'\nexport const handler = async () => b.os",
        'src/b.cjs': "exports.os = require('node:os').EOL",
      },
      '\n',
    ],
    [
      'leaves packages as they are',
      {
        'src/a.ts': "import lib from 'lib'\nexport const handler = async () => lib.file",
        'node_modules/lib/index.js': "exports.file = require('node:path').basename(__dirname)",
      },
      'lib',
    ],
    [
      'compiles a package that is TypeScript',
      {
        'src/a.ts': "import { a } from 'lib'\nexport const handler = async () => a",
        'node_modules/lib/package.json': '{"main":"index.ts"}',
        'node_modules/lib/index.ts': 'export enum A { one = 1 }\nexport const a = A.one',
      },
      1,
    ],
    [
      'imports a page as text',
      {
        'src/a.ts': "import page from './page.html'\nexport const handler = async () => page",
        'src/page.html': 'page',
      },
      'page',
    ],
    [
      'exports types again',
      {
        ...esm,
        'src/a.ts':
          "export { type B, C, b } from './b'\nimport { b } from './b'\nexport const handler = async () => b",
        'src/b.ts': 'export interface B {}\nexport interface C {}\nexport const b = 1',
      },
      1,
    ],
  ])('%s', async (_what, files, value) => {
    expect((await runOnce(files)).answer).toEqual(value)
  })

  test('has the lines of its sources in stack traces', async () => {
    const { log } = await runOnce({
      'src/a.ts': "import { fail } from './b'\nexport const handler = async () => fail()",
      'src/b.ts': "interface B {}\nexport const fail = (): B => {\n  throw new Error('here')\n}",
    })

    expect(log).toMatch(/src\/b\.ts:3:9/)
  })

  test('rejects a missing package at run time', async () => {
    const { answer: result } = await runOnce({
      'src/a.ts': "import a from 'not-installed'\nexport const handler = async () => a",
    })
    expect(result).toMatchObject({ reason: expect.stringContaining("Cannot find module 'not-installed'") })
  })

  test('rejects a file that has no loader, and says where one goes', async () => {
    const { log } = await runOnce({
      'src/a.ts': "import page from './page.pug'\nexport const handler = async () => page",
      'src/page.pug': 'page',
    })
    expect(log).toMatch(/src\/a\.ts:1:\d+: No loader is configured for "\.pug"[\s\S]+custom\.esbuild\.loader/)
  })
})

function readsPage(folder: string): string {
  return `const fs = require('node:fs')\nexports.handler = async () => fs.readFileSync(${folder} + '/page.html', 'utf8')`
}
