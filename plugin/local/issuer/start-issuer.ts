import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { ProviderName } from '../../../providers/index.ts'
import { issuerProfiles } from '../../../providers/registry.ts'
import { plainScopeName } from '../../../tokens/scope-names.ts'
import { openHttpServers } from '../../system/http-servers.ts'
import type { RunPart } from '../web/navigation.ts'
import { onlyOwnHost } from '../web/own-host.ts'
import type { IssuerContext } from './issuer-context.ts'
import { issuerListener } from './issuer-listener.ts'
import { loadMachineSecret } from './tokens/machine-client.ts'
import { loadSigningKeys } from './tokens/signing-keys.ts'
import { noDeclaredUsers, openDeclaredUsers, type UsersSource } from './users/declared-users.ts'
import type { PasswordCost } from './users/password.ts'
import { openUserStore } from './users/user-store.ts'

export interface StartIssuerOptions {
  /** Whose form issuer and tokens take. */
  readonly provider: ProviderName
  /** 0 for any free one. */
  readonly port: number
  /** What to listen on. Default `localhost`: 127.0.0.1 and ::1. */
  readonly host?: string
  /** Holds `users.json`, `keys.json` and `machine-client.json` between runs. */
  readonly stateDir: string
  /** The API that the console calls. */
  readonly apiUrl: string
  /** Custom scopes on offer; a provider's prefix may be there or not. */
  readonly scopes: readonly string[]
  /** Where the service may declare users. @default nowhere */
  readonly users?: UsersSource | undefined
  readonly log: (line: string) => void
  /** Origins of further consoles that users may sign in from, where this issuer stands for a real provider. */
  readonly otherConsoles?: readonly string[]
  /** What else the run has pages for. Default: nothing. */
  readonly parts?: readonly RunPart[]
  /** Further pages on the same port: the console's. Default: none. */
  readonly pages?: (context: IssuerContext) => Promise<Hono>
  /** Of the run before a restart. Default: a new one. */
  readonly key?: string | undefined
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number
  /** What a guess at a password costs. Default: what OWASP recommends. */
  readonly passwordCost?: PasswordCost
}

export interface Issuer {
  /** Origin of console and issuer: `http://localhost:3001`. */
  readonly url: string
  /** Exactly as in `iss`. */
  readonly issuer: string
  /** The audience of an authorizer for this issuer: id and access tokens can both be tried. */
  readonly audience: string[]
  readonly clientId: string
  /** The machine-to-machine client (client credentials). */
  readonly machineClientId: string
  /** Secret of this run, for `/_claimcheck`, the console and the users; new at each start but a restart. */
  readonly key: string
  /** Claim that contains the groups in this issuer's tokens. */
  readonly groupsClaim: string
  close(): Promise<void>
}

/**
 * Starts the embedded OpenID issuer and the console on one port: sign-up, sign-in, tokens in the provider's form.
 *
 * @throws {UserError} `ERR_PORT_TAKEN`, `ERR_PORT_REFUSED`, or one of `ERR_STATE_UNREADABLE`, `ERR_STATE_DAMAGED` and
 * `ERR_STATE_UNWRITABLE` about a file of the state folder.
 */
export async function startIssuer(options: StartIssuerOptions): Promise<Issuer> {
  const { provider, stateDir, host = 'localhost', now = Date.now } = options
  const profile = issuerProfiles[provider]
  const scopes = options.scopes.map((scope) => plainScopeName(profile, scope))
  const declared = options.users
    ? await openDeclaredUsers({ source: options.users, profile, scopes, log: options.log })
    : noDeclaredUsers
  const [users, keys] = await Promise.all([
    openUserStore(stateDir, { now, cost: options.passwordCost, declared, log: options.log }),
    loadSigningKeys(stateDir),
  ])
  // After those: a start that a damaged file has stopped writes nothing more.
  const machineSecret = await loadMachineSecret(stateDir)
  const { port, serve, close } = await openHttpServers({
    port: options.port,
    host,
    option: '--console-port',
  })
  const url = `http://${publicHost(host)}:${port}`
  const issuer = `${url}${profile.issuerPath}`
  const { key = randomBytes(24).toString('base64url') } = options
  const { apiUrl, otherConsoles, log } = options
  try {
    const context = {
      profile,
      issuer,
      url,
      apiUrl,
      otherConsoles,
      scopes,
      users,
      parts: options.parts ?? [],
      keys,
      machineSecret,
      key,
      now,
      log,
    }
    const pages = await options.pages?.(context)
    serve(onlyOwnHost(url, await issuerListener(context, pages)))
  } catch (error) {
    await close()
    throw error
  }
  const { clientId, machineClientId, groupsClaim, authorizerAudience } = profile
  return {
    url,
    issuer,
    audience: [...authorizerAudience],
    clientId,
    machineClientId,
    key,
    groupsClaim,
    async close() {
      declared.close()
      await close()
    },
  }
}

/** An address that means "every interface" is no name to call; the machine itself is. */
function publicHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
