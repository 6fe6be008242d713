import { isProviderName, type ProviderName, providerNames } from '../../providers/index.ts'
import { UserError } from '../user-error.ts'

/** Whether the parameter was given, or Cognito is only the default. */
export function isProviderChosen(params: ReadonlyMap<string, string>): boolean {
  return params.has('provider')
}

/**
 * The provider that the parameter `provider` names, else Cognito. Called before Serverless resolves its variables:
 * its own message about a word that names no file in config/ does not list the words that do.
 *
 * @throws {UserError} `ERR_PROVIDER_UNKNOWN` with the list of known ones.
 */
export function chooseProvider(params: ReadonlyMap<string, string>): ProviderName {
  const provider = params.get('provider') ?? 'cognito'
  if (isProviderName(provider)) return provider
  throw new UserError(
    'ERR_PROVIDER_UNKNOWN',
    `Unknown provider "${provider}". Known ones: ${providerNames.join(', ')}. Choose one with --param provider=NAME.`,
  )
}
