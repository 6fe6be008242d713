import type { IssuerProfile } from '../../../providers/issuer-profile.ts'
import type { SigningKeys } from '../../../tokens/signing-key.ts'
import type { RunPart } from '../web/navigation.ts'
import type { UserStore } from './users/user-store.ts'

/** What every part of the running issuer needs to know. */
export interface IssuerContext {
  readonly profile: IssuerProfile
  /** Exactly as in `iss`. */
  readonly issuer: string
  /** Origin of issuer and console. */
  readonly url: string
  readonly apiUrl: string
  /** Origins of further consoles that users may sign in from. */
  readonly otherConsoles?: readonly string[] | undefined
  /** The custom scopes on offer, plain names. */
  readonly scopes: readonly string[]
  readonly users: UserStore
  /** What else the run has pages for. */
  readonly parts: readonly RunPart[]
  readonly keys: SigningKeys
  /** Of the machine client. */
  readonly machineSecret: string
  /** The secret of this run: for `/_claimcheck`, the console and the users. */
  readonly key: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly log: (line: string) => void
}
