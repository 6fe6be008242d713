import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { packagesFolder, runIn } from './in-folder.ts'
import { type InstalledRun, startRun } from './start-run.ts'

/** Each is a kind of package that a bundle breaks; what it answers shows that it has done its work. */
describe('packages that need their files', () => {
  const dir = join(packagesFolder(), 'osls', 'node-kinds')
  let run: InstalledRun

  beforeAll(async () => {
    const installed = await runIn(dir, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund')
    if (installed.code !== 0) throw new Error(installed.output)
    run = await startRun(dir)
  }, 240_000)

  afterAll(() => run.stop())

  test.each([
    ['bcrypt, a native addon', 'bcrypt', '{"matches":true}'],
    ['sharp, a native addon in a package of its own', 'sharp', '{"width":4,"format":"png"}'],
    [
      'knex, which requires its dialect',
      'knex',
      String.raw`{"sql":"select * from \"users\" where \"id\" = 1"}`,
    ],
    ['sequelize, which requires its dialect', 'sequelize', '{"name":"ada","dialect":"postgres"}'],
    ['mongoose 4', 'mongoose', '{"name":"ada"}'],
    ['pdfkit, which reads its fonts', 'pdfkit', '{"starts":"%PDF-"}'],
    ['express, with views of ejs', 'pages', '<p>Hello ada</p>'],
    ['swagger-ui-express, which serves its files', 'pages/docs/swagger-ui.css', '.swagger-ui'],
    ['pino-pretty, a transport in a worker thread', 'pino', '{"logged":true}'],
    ['NestJS, with its optional packages', 'nest', '{"hello":"nest"}'],
    ['NestJS in TypeScript, which injects by type', 'injection', '{"greets":"hello ada"}'],
    ['the AWS SDK v2, which finds the local table', 'sdk', '{"tables":0}'],
  ])('%s', async (_what, path, answer) => {
    const response = await fetch(`${run.url}/${path}`)

    expect({ status: response.status, body: await response.text() }).toEqual({
      status: 200,
      body: expect.stringContaining(answer),
    })
  })

  test('what a transport prints is in the log', async () => {
    expect(run.output()).toMatch(/\[pino\] .*INFO .*pretty/)
  })
})
