import { join } from 'node:path'
import type { ProviderName } from '../../../providers/index.ts'
import type { Issuer } from '../../local/issuer/start-issuer.ts'
import { startIssuerWithConsole } from '../../local/local-console.ts'
import { removeRunState, writeRunState } from '../../local/run-state.ts'

export interface RehearsalIssuer {
  readonly issuer: Issuer
  /** Where `serverless token` and the acceptance suite find it once it is announced. */
  readonly stateDir: string
  /** Writes its address, and that of its API, to the state folder. */
  announce(apiUrl: string): Promise<void>
  close(): Promise<void>
}

export interface StartRehearsalIssuerOptions {
  readonly provider: ProviderName
  readonly scopes: readonly string[]
  readonly folder: string
  readonly log: (line: string) => void
}

/** The embedded issuer, by address: the emulator fetches its keys, and looks up no host name for that. */
export async function startRehearsalIssuer(options: StartRehearsalIssuerOptions): Promise<RehearsalIssuer> {
  const { provider, scopes, folder, log } = options
  const stateDir = join(folder, 'issuer')
  const place = { port: 0, host: '127.0.0.1', apiUrl: 'http://127.0.0.1' }
  const issuer = await startIssuerWithConsole({ provider, ...place, stateDir, scopes, log })
  const run = { pid: process.pid, provider, consoleUrl: issuer.url, key: issuer.key, routes: [] }
  return {
    issuer,
    stateDir,
    announce: (apiUrl) => writeRunState(stateDir, { ...run, apiUrl }),
    close: async () => {
      await removeRunState(stateDir)
      await issuer.close()
    },
  }
}
