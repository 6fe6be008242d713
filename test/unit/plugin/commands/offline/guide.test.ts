import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { customOnly, offlineOptions } from '../../../../../plugin/commands/offline/options.ts'

const guide = new URL('../../../../../docs/guide/coming-from-serverless-offline.md', import.meta.url)
const rows = readFileSync(guide, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))

const effects = [
  ...Object.entries(offlineOptions).map(([name, { effect }]) => [name, effect] as const),
  ...Object.entries(customOnly),
]

test.each(effects)('the guide says of %s what becomes of it', (name, effect) => {
  const [row = ''] = rows.filter((line) => line.split('|')[1]?.includes(`\`${name}\``))

  expect(row.split('|')[2]?.trim()).toMatch(new RegExp(`^${effect.kind}`))
})
