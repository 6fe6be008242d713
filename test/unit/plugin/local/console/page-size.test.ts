import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { bundleScripts } from '../../../../../plugin/local/console/scripts.ts'

const maxBytes = 60_000

test('given script and style of the console, when they are compressed, then they stay under 60 kB, and fetch nothing from elsewhere', async () => {
  const files = await bundleScripts()
  const script = files.get('/console.js') ?? ''
  const common = await readFile(new URL('../../../../../plugin/local/web/style.css', import.meta.url), 'utf8')
  const styles = [common, files.get('/console.css') ?? '']
  const bytes = [script, ...styles].reduce((sum, text) => sum + gzipSync(text).length, 0)

  expect(script.length).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThan(maxBytes)
  expect(styles.join('\n')).not.toMatch(/@import|url\(/)
})
