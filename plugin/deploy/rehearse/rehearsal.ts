import type { ProviderName } from '../../../providers/index.ts'
import type { AwsAccess } from './emulator-access.ts'
import type { RehearsalIssuer } from './rehearsal-issuer.ts'

export interface RehearseOptions {
  /** The folder that holds serverless.yml. */
  readonly dir: string
  readonly provider: ProviderName
  readonly stage: string
  readonly region: string
  readonly stackName: string
  /** The scopes that the routes require. */
  readonly scopes: readonly string[]
  /** `--param` of the caller: `name=value`. */
  readonly params: readonly string[]
  /** The origin that CORS allows, and that users return to after signing in. */
  readonly consoleOrigin: string
  /** Holds the emulator's installation, and the logs and results of the rehearsals. */
  readonly stateDir: string
  /** A MiniStack that is already running. */
  readonly endpoint: string | undefined
  readonly signal: AbortSignal
  readonly log: (line: string) => void
}

/** A rehearsal once its emulator runs. */
export interface Rehearsal {
  readonly options: RehearseOptions
  /** Of its logs and results. */
  readonly folder: string
  readonly access: AwsAccess
  /** Issues tokens where there is no user pool. */
  readonly issuer: RehearsalIssuer | undefined
}
