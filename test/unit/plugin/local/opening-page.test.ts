import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { writeOpeningPage } from '../../../../plugin/local/opening-page.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

test('the page that opens the console is for its owner only, also where one was left by another', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder.path, 'console.html'), 'old', { mode: 0o644 })

  const file = await writeOpeningPage(folder.path, 'http://localhost:3001/?key=abc&a=b')

  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readFile(file, 'utf8')).toContain('content="0; url=http://localhost:3001/?key=abc&amp;a=b"')
  expect(file).not.toContain('abc')
  await folder.remove()
})
