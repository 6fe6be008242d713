import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** In Serverless's order. */
const names = ['yml', 'yaml', 'json', 'js', 'cjs', 'mjs', 'ts', 'cts', 'mts'].map(
  (ending) => `serverless.${ending}`,
)

/** The file of this folder that declares a service. */
export function serviceFileIn(dir: string): string | undefined {
  return names.map((name) => join(dir, name)).find((file) => existsSync(file))
}

/** The same, in this folder or the nearest one above it. */
export function findServiceFile(from: string): string | undefined {
  for (let dir = from; ; dir = dirname(dir)) {
    const found = serviceFileIn(dir)
    if (found !== undefined || dir === dirname(dir)) return found
  }
}

/** For where there is none. */
export const noServiceFile =
  'There is no serverless.yml (or serverless.ts, .js, .json) in this folder or one above it.'
