import type { SigningKeys } from './signing-keys.ts'

/** Whose tokens the cases carry. */
export interface CaseIssuer {
  /** What `CONFORMANCE_ISSUER` is where a target is started. */
  readonly origin: string
  readonly keys: SigningKeys
  /** The exact issuer by tenant. */
  readonly issuers: ReadonlyMap<string, string>
  /** From now on the tenant has its next key. Absent where the issuer is not this run's own. */
  rotate?(tenant: string): void
  close(): Promise<void>
}
