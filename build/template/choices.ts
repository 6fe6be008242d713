import { type ProviderName, providerNames } from '../../providers/registry.ts'

/** What `--provider` may name: one provider, or all of them. */
export interface Choice {
  readonly name: string
  /** Where none is named with a command. */
  readonly provider: ProviderName
  /** Those with a file in `config/`. */
  readonly providers: readonly ProviderName[]
}

export const choices: readonly Choice[] = [
  ...providerNames.map((name) => ({ name, provider: name, providers: [name] })),
  { name: 'all', provider: providerNames[0], providers: providerNames },
]
