import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { LocalBuild } from '../../../plugin/service/service.ts'
import { type AnswerOptions, runOnce } from '../../support/function-answer.ts'
import type { ServiceFiles } from '../../support/service-files.ts'

function withBuild(build: Partial<LocalBuild>): AnswerOptions {
  return { service: () => ({ build: { bundle: undefined, compiles: true, esbuild: undefined, ...build } }) }
}

describe('custom.esbuild', () => {
  const page: ServiceFiles = {
    'src/a.js': "import page from './page.html'\nexport const handler = async () => page",
    'src/page.html': 'page',
  }

  test.each<[string, Readonly<Record<string, unknown>>, ServiceFiles, unknown]>([
    ['loader', { loader: { '.html': 'text' } }, page, 'page'],
    [
      'loader, of JSX in .js',
      { loader: { '.js': 'jsx' }, jsxFactory: 'h' },
      { 'src/a.js': 'const h = (tag) => tag\nexports.handler = async () => <p />' },
      'p',
    ],
    [
      'define',
      { define: { STAGE: '"dev"' } },
      { 'src/a.ts': 'export const handler = async () => STAGE' },
      'dev',
    ],
    [
      'alias',
      { alias: { lib: './src/lib' } },
      {
        'src/a.ts': "import { hi } from 'lib'\nexport const handler = async () => hi",
        'src/lib.ts': "export const hi = 'alias'",
      },
      'alias',
    ],
    [
      'format',
      { format: 'esm', outputFileExtension: '.mjs' },
      { 'src/a.ts': 'const a = await 1\nexport const handler = async () => [a, typeof require]' },
      [1, 'function'],
    ],
    [
      'banner with a require of its own',
      {
        format: 'esm',
        banner: {
          js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
        },
      },
      { 'src/a.ts': 'export const handler = async () => typeof require' },
      'function',
    ],
    [
      'inject',
      { inject: ['./src/shim.ts'] },
      { 'src/a.ts': 'export const handler = async () => shimmed', 'src/shim.ts': 'export const shimmed = 1' },
      1,
    ],
    [
      'tsconfig',
      { tsconfig: 'tsconfig.build.json' },
      {
        'tsconfig.build.json': '{"compilerOptions":{"paths":{"lib":["./src/lib.ts"]}}}',
        'src/a.ts': "import { hi } from 'lib'\nexport const handler = async () => hi",
        'src/lib.ts': 'export const hi = 1',
      },
      1,
    ],
    [
      'plugins',
      { plugins: './esbuild-plugins.cjs' },
      {
        'esbuild-plugins.cjs':
          "module.exports = [{ name: 'p', setup: (b) => b.onLoad({ filter: /\\.txt$/ }, () => ({ contents: 'plugged', loader: 'text' })) }]",
        'src/a.ts': "import text from './a.txt'\nexport const handler = async () => text",
        'src/a.txt': '',
      },
      'plugged',
    ],
    [
      'config',
      { config: './esbuild.config.cjs' },
      { 'esbuild.config.cjs': "module.exports = () => ({ loader: { '.html': 'text' } })", ...page },
      'page',
    ],
  ])('%s', async (_what, esbuild, files, value) => {
    expect((await runOnce(files, withBuild({ esbuild }))).answer).toEqual(value)
  })

  test('that cannot be read fails the function, and says why and what to do', async () => {
    const { answer, log } = await runOnce(page, withBuild({ esbuild: { config: './missing.cjs' } }))
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringContaining('./missing.cjs') })
    expect(log).toContain('Fix it and start again.')
    expect(log).not.toContain('it rebuilds automatically')
  })

  test('leaves __dirname that of the source', async () => {
    const files = {
      'src/a.js':
        "import { readFileSync } from 'node:fs'\nexport const handler = async () => readFileSync(__dirname + '/page.html', 'utf8')",
      'src/page.html': 'page',
    }
    expect((await runOnce(files, withBuild({ esbuild: {} }))).answer).toBe('page')
  })
})

describe('a .js file next to a .ts file', () => {
  const both = {
    'src/a.ts': "export const handler = async () => 'ts'",
    'src/a.js': "exports.handler = async () => 'js'",
  }

  test('is what is deployed, and what runs', async () => {
    expect((await runOnce(both)).answer).toBe('js')
  })

  test('is of no concern where a packager compiles', async () => {
    expect((await runOnce(both, withBuild({}))).answer).toBe('ts')
  })
})

describe('custom.claimcheck.bundle', () => {
  test('runs what is deployed: one file, where the source is', async () => {
    const files = {
      'src/a.js':
        "exports.handler = async () => [require('lib').file, require('node:path').basename(__filename)]",
      'node_modules/lib/index.js': "exports.file = require('node:path').basename(__filename)",
    }
    expect((await runOnce(files, withBuild({ bundle: {} }))).answer).toEqual(['a.cjs', 'a.cjs'])
  })
})

describe('the output of another packager', () => {
  const files = {
    'src/a.ts': "export const handler = async () => 'source'",
    '.build/src/a.js':
      "exports.handler = async () => ['built', require('lib').hi, process.cwd() === process.env.LAMBDA_TASK_ROOT]",
    'node_modules/lib/index.js': "exports.hi = 'lib'",
  }

  test('is what runs', async () => {
    const options: AnswerOptions = { service: (dir) => ({ codeDir: join(dir, '.build') }) }
    expect((await runOnce(files, options)).answer).toEqual(['built', 'lib', true])
  })

  test('may be one of each function', async () => {
    const options: AnswerOptions = { parts: (dir) => ({ codeDir: join(dir, '.build') }) }
    expect((await runOnce(files, options)).answer).toEqual(['built', 'lib', true])
  })

  test('that lacks a function leaves it to its source', async () => {
    const options: AnswerOptions = { service: (dir) => ({ codeDir: join(dir, 'elsewhere') }) }
    expect((await runOnce(files, options)).answer).toBe('source')
  })
})
