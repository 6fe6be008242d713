import type { ProviderName } from '../../providers/index.ts'
import type { CommandContext } from '../command.ts'

type Context = Pick<CommandContext, 'serverless' | 'chosenProvider' | 'readService'>

/**
 * Whose tokens the deployed functions read: what serverless.yml tells them counts, then the parameter, then the issuer of the authorizers.
 * Several only where functions are told different ones; none where nothing shows it.
 */
export async function deployedProviders(context: Context): Promise<readonly ProviderName[]> {
  const told = await inEnvironment(context)
  if (told.length > 0) return told
  const other = context.chosenProvider ?? (await ofAuthorizers(context))
  return other === undefined ? [] : [other]
}

/** The first of them, else Cognito, which needs no value. */
export async function deployedProvider(context: Context): Promise<ProviderName> {
  const [provider = 'cognito'] = await deployedProviders(context)
  return provider
}

/** Whose tokens the local issuer imitates: the parameter chooses, whatever is deployed. */
export async function localProvider(context: Context): Promise<ProviderName> {
  return context.chosenProvider ?? deployedProvider(context)
}

async function inEnvironment({ serverless }: Context): Promise<ProviderName[]> {
  const { providersInEnvironment } = await import('../service/provider.ts')
  return providersInEnvironment(serverless)
}

async function ofAuthorizers({ readService }: Context): Promise<ProviderName | undefined> {
  const { readProvider } = await import('../service/read-service.ts')
  return readProvider(await readService())
}
