import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { bundleScripts } from '../../../../../plugin/local/console/scripts.ts'

const maxBytes = 60_000

test('given script and style of the console, when they are compressed, then they stay under 60 kB, and fetch nothing from elsewhere', async () => {
  const read = (name: string) =>
    readFile(new URL(`../../../../../plugin/local/${name}`, import.meta.url), 'utf8')
  const script = (await bundleScripts()).get('/console.js') ?? ''
  const styles = await Promise.all(['web/style.css', 'console/console.css'].map(read))
  const bytes = [script, ...styles].reduce((sum, text) => sum + gzipSync(text).length, 0)

  expect(script.length).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThan(maxBytes)
  expect(styles.join('\n')).not.toMatch(/@import|url\(/)
})
