import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild } from './child-process.ts'
import { startApis } from './start-apis.ts'
import { serverlessCommand, serviceDir, type Target } from './target.ts'

/** claimcheck's own gateway, as `serverless local` runs it. */
export const ours: Target = {
  name: 'ours',
  describe: 'claimcheck, the gateway of this tree',
  concurrency: 16,
  async start({ apis, issuerOrigin, signal }) {
    const outDir = await mkdtemp(join(tmpdir(), 'claimcheck-conformance-'))
    const removeOutDir = () => rm(outDir, { recursive: true, force: true })
    try {
      const running = await startApis(apis, async (api) => {
        const child = await startChild({
          command: [...serverlessCommand, 'gateway', '--config', `${api}.yml`, '--out', join(outDir, api)],
          cwd: serviceDir,
          env: { CONFORMANCE_ISSUER: issuerOrigin },
          ready: /^listening at (\S+)$/,
          timeoutMs: 30_000,
          signal,
        })
        return { endpoint: { url: child.readyLine[1] ?? '' }, end: child.end }
      })
      return {
        locate: running.locate,
        async close() {
          await running.close()
          await removeOutDir()
        },
      }
    } catch (error) {
      await removeOutDir()
      throw error
    }
  },
}
