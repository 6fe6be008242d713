import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import { guideFiles } from '../support/guide-files.ts'

const projectDir = join(import.meta.dirname, '..', '..')
// Inside the repository, so that `serverless-claimcheck` is this package.
const work = join(projectDir, '.claimcheck', 'testing-guide')

test('a browser signs in as docs/guide/testing-a-running-service.md shows it', async () => {
  const code = (await guideFiles('testing-a-running-service.md')).get('sign-in.test.mjs') ?? ''
  const here = code
    .replace(
      "import { chromium } from 'playwright'",
      "import { launchBrowser } from '../../test/support/browser.ts'",
    )
    .replace('chromium.launch()', 'launchBrowser()')
  await mkdir(work, { recursive: true })
  await writeFile(join(work, 'sign-in.test.mjs'), here)

  // Whatever runs this test is not to be taken for the runner of that one.
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, ['--test', join(work, 'sign-in.test.mjs')], {
    cwd: projectDir,
    env,
  })
  expect(stdout).toContain('pass 1\n')
  await rm(work, { recursive: true, force: true })
}, 120_000)
