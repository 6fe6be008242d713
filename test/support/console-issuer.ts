import type { Issuer } from '../../plugin/local/issuer/start-issuer.ts'
import { type IssuerWithConsoleOptions, startIssuerWithConsole } from '../../plugin/local/local-console.ts'
import type { ProviderName } from '../../providers/index.ts'
import { cheapPasswords } from './cheap-passwords.ts'
import { issuerFolder } from './issuer-folder.ts'

/** The issuer of a local run with its console, in this process, on a free port. Its state folder goes when it is closed. */
export interface ConsoleIssuer extends Issuer {
  readonly stateDir: string
  /** What it told its log. */
  readonly lines: readonly string[]
}

/**
 * @param changes of an issuer without custom scopes, for an API that nobody serves. With the `stateDir` of another, it goes on in that
 * folder and leaves it.
 */
export async function startConsoleIssuer(
  provider: ProviderName,
  changes: Partial<Omit<IssuerWithConsoleOptions, 'log'>> = {},
): Promise<ConsoleIssuer> {
  const folder = changes.stateDir === undefined ? await issuerFolder() : undefined
  const stateDir = folder?.path ?? changes.stateDir ?? ''
  const lines: string[] = []
  const issuer = await startIssuerWithConsole({
    passwordCost: cheapPasswords,
    provider,
    port: 0,
    apiUrl: 'http://localhost:3000',
    scopes: [],
    log: (line) => lines.push(line),
    ...changes,
    stateDir,
  })
  return {
    ...issuer,
    stateDir,
    lines,
    async close() {
      await issuer.close()
      await folder?.remove()
    },
  }
}
