import { loadMachineSecret } from '../../plugin/local/issuer/tokens/machine-client.ts'
import { loadSigningKeys } from '../../plugin/local/issuer/tokens/signing-keys.ts'
import type { IssuerProfile } from '../../providers/issuer-profile.ts'
import { issuerProfiles, type ProviderName } from '../../providers/registry.ts'
import type { SigningKeys } from '../../tokens/signing-key.ts'
import { type ConsoleIssuer, startConsoleIssuer } from './console-issuer.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The embedded issuer in a vendor's form, with what a test may look at behind it. */
export interface VendorIssuer extends ConsoleIssuer {
  readonly provider: ProviderName
  readonly shape: IssuerProfile
  readonly keys: SigningKeys
  readonly machineSecret: string
  /** `profile.delete` as on the wire. */
  readonly deleteScope: string
}

/** On a free port, with a state folder and keys of its own: what one signs, no other verifies. The folder goes when it is closed. */
export async function startVendorIssuer(
  provider: ProviderName,
  now: () => number = Date.now,
): Promise<VendorIssuer> {
  const shape = issuerProfiles[provider]
  const folder = await temporaryFolder()
  const issuer = await startConsoleIssuer(provider, {
    stateDir: folder.path,
    scopes: ['profile.delete'],
    now,
  })
  return {
    ...issuer,
    provider,
    shape,
    keys: await loadSigningKeys(issuer.stateDir),
    machineSecret: await loadMachineSecret(issuer.stateDir),
    deleteScope: `${shape.scopePrefix}profile.delete`,
    async close() {
      await issuer.close()
      await folder.remove()
    },
  }
}
