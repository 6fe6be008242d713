import type { ApiName } from '../case-shape.ts'
import type { Target } from './target.ts'

/** A gateway that somebody else has started. */
export function runningGateway(urls: ReadonlyMap<ApiName, string>): Target {
  return {
    name: 'url',
    describe: [...urls.values()].join(', '),
    concurrency: 8,
    async start() {
      return {
        locate(api) {
          const url = urls.get(api)
          return url === undefined ? { notRun: `no --url ${api}=URL was given` } : { url }
        },
        async close() {},
      }
    },
  }
}
