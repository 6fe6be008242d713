import { join } from 'node:path'
import type { Issuer } from '../../plugin/local/issuer/start-issuer.ts'
import { loadMachineSecret } from '../../plugin/local/issuer/tokens/machine-client.ts'
import { loadSigningKeys, type SigningKeys } from '../../plugin/local/issuer/tokens/signing-keys.ts'
import { startIssuerWithConsole } from '../../plugin/local/local-console.ts'
import type { IssuerProfile } from '../../providers/issuer-profile.ts'
import { issuerProfiles, type ProviderName } from '../../providers/registry.ts'
import { cheapPasswords } from './cheap-passwords.ts'
import { issuerFolder } from './issuer-folder.ts'
import type { TemporaryFolder } from './temporary-folder.ts'

/** The embedded issuer in a vendor's form, with what a test may look at behind it. */
export interface VendorIssuer extends Issuer {
  readonly provider: ProviderName
  readonly shape: IssuerProfile
  readonly keys: SigningKeys
  readonly machineSecret: string
  /** `profile.delete` as on the wire. */
  readonly deleteScope: string
  /** What it told its log. */
  readonly lines: readonly string[]
}

/** On a free port, with a state folder of its own that goes when it is closed. */
export async function startVendorIssuer(
  provider: ProviderName,
  now: () => number = Date.now,
): Promise<VendorIssuer> {
  const folder: TemporaryFolder = await issuerFolder()
  const stateDir = join(folder.path, provider)
  const shape = issuerProfiles[provider]
  const lines: string[] = []
  const issuer = await startIssuerWithConsole({
    passwordCost: cheapPasswords,
    provider,
    port: 0,
    stateDir,
    apiUrl: 'http://localhost:3000',
    scopes: ['profile.delete'],
    log: (line) => lines.push(line),
    now,
  })
  return {
    ...issuer,
    provider,
    shape,
    lines,
    keys: await loadSigningKeys(stateDir),
    machineSecret: await loadMachineSecret(stateDir),
    deleteScope: `${shape.scopePrefix}profile.delete`,
    async close() {
      await issuer.close()
      await folder.remove()
    },
  }
}
