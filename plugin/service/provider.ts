import { isProviderName, type ProviderName, providerNames } from '../../providers/index.ts'
import { UserError } from '../user-error.ts'

/** Tells whether somebody has chosen, or Cognito is only the default. */
export function isProviderChosen(params: ReadonlyMap<string, string>): boolean {
  return params.has('provider')
}

/**
 * The provider that the parameter `provider` names, else Cognito. Asked before Serverless resolves its variables, since
 * a word that names no file in config/ would stop it with a message that does not say which words do.
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
