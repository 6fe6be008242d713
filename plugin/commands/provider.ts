import type { ProviderName } from '../../providers/index.ts'
import type { CommandContext } from '../command.ts'
import type { DeclaredService } from '../service/read-service.ts'

type Context = Pick<CommandContext, 'serverless' | 'chosenProvider'>

/**
 * Whose tokens the deployed functions read: what serverless.yml tells them counts, then the parameter, then the issuer of the authorizers.
 * Several only where functions are told different ones.
 */
export async function deployedProviders(
  context: Context,
  declared?: DeclaredService,
): Promise<readonly [ProviderName, ...ProviderName[]]> {
  const [first, ...others] = await inEnvironment(context)
  if (first !== undefined) return [first, ...others]
  return [context.chosenProvider ?? (await ofAuthorizers(context, declared)) ?? standard]
}

/** Whose tokens the local issuer imitates: the parameter chooses, whatever is deployed. */
export async function localProvider(context: Context, declared: DeclaredService): Promise<ProviderName> {
  if (context.chosenProvider !== undefined) return context.chosenProvider
  const [deployed] = await deployedProviders(context, declared)
  return deployed
}

/** Needs no value. */
const standard = 'cognito'

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
