import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import { sdkV2Configuration, sdkV2Endpoints } from '../sdk-v2.ts'

/** In a bundle of the local run the AWS SDK v2 finds the local table, as it does outside of one. */
export function tellSdkV2(): Plugin {
  return {
    name: 'sdk-v2-endpoints',
    setup(build) {
      build.onLoad({ filter: sdkV2Configuration }, async ({ path }) => ({
        contents: `${await readFile(path, 'utf8')}${sdkV2Endpoints}`,
      }))
    },
  }
}
