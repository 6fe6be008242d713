import { isProviderName, type ProviderName, providerNames } from '../../providers/index.ts'
import { UserError } from '../user-error.ts'
import type { ServerlessInstance } from './serverless.ts'

/**
 * The provider that the parameter `provider` names; undefined if it was not given. Called before Serverless resolves its
 * variables: its own message about a word that names no file in config/ does not list the words that do.
 *
 * @param word the parameter, where it is claimcheck's: `readProviderParameter`.
 * @throws {UserError} `ERR_PROVIDER_UNKNOWN` with the list of known ones.
 */
export function chooseProvider(word: string | undefined): ProviderName | undefined {
  if (word === undefined || isProviderName(word)) return word
  throw new UserError(
    'ERR_PROVIDER_UNKNOWN',
    `Unknown provider "${word}". Known ones: ${providerNames.join(', ')}. Choose one with --param provider=NAME.`,
  )
}

/** The providers that the functions are told, by `CLAIMCHECK_PROVIDER` in serverless.yml; none for functions that know no claimcheck. */
export function providersInEnvironment({ service }: Pick<ServerlessInstance, 'service'>): ProviderName[] {
  const shared = service.provider.environment ?? {}
  const own = Object.values(service.functions ?? {}).map(({ environment }) => ({ ...shared, ...environment }))
  const words = (own.length > 0 ? own : [shared]).map(({ CLAIMCHECK_PROVIDER }) => CLAIMCHECK_PROVIDER)
  return providerNames.filter((name) => words.includes(name))
}
