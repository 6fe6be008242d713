import type { ProviderName } from '../../providers/index.ts'
import type { CommandContext } from '../command.ts'
import type { DeclaredService } from '../service/read-service.ts'

type Context = Pick<CommandContext, 'serverless' | 'chosenProvider'>

/**
 * Whose tokens the deployed functions read: what serverless.yml tells them counts, then the parameter, then the issuer of the authorizers.
 * Several only where functions are told different ones; none where nothing shows it.
 */
export async function deployedProviders(
  context: Context,
  declared?: DeclaredService,
): Promise<readonly ProviderName[]> {
  const told = await inEnvironment(context)
  if (told.length > 0) return told
  const other = context.chosenProvider ?? (await ofAuthorizers(context, declared))
  return other === undefined ? [] : [other]
}

/** The first of them, else Cognito, which needs no value. */
export async function deployedProvider(context: Context, declared?: DeclaredService): Promise<ProviderName> {
  const [provider = 'cognito'] = await deployedProviders(context, declared)
  return provider
}

/** Whose tokens the local issuer imitates: the parameter chooses, whatever is deployed. */
export async function localProvider(context: Context, declared: DeclaredService): Promise<ProviderName> {
  return context.chosenProvider ?? deployedProvider(context, declared)
}

async function inEnvironment({ serverless }: Context): Promise<ProviderName[]> {
  const { providersInEnvironment } = await import('../service/provider.ts')
  return providersInEnvironment(serverless)
}

async function ofAuthorizers(
  { serverless }: Context,
  declared: DeclaredService | undefined,
): Promise<ProviderName | undefined> {
  const { readProvider, readService } = await import('../service/read-service.ts')
  return readProvider(declared ?? readService(serverless))
}
