import { parametersOf } from '../../../../providers/check-parameters.ts'
import type { ProviderName } from '../../../../providers/index.ts'
import { readDeployedIssuer } from '../../../service/deployed-issuer.ts'
import { recognizeProvider } from '../../../service/issuer-urls.ts'
import type { DeclaredService } from '../../../service/read-service.ts'
import type { TrustedIssuer } from '../../../service/service.ts'
import { routesWithTrustedIssuer, withTrustedIssuer } from '../../../service/trusted-issuer.ts'
import { UserError } from '../../../user-error.ts'
import { inspectFunctions } from '../server/inspect-functions.ts'
import type { ConsoleOptions, StageTarget } from './stage-target.ts'

export interface ChooseStageOptions {
  readonly service: DeclaredService
  /** The provider that the command names. */
  readonly provider: ProviderName
  readonly options: ConsoleOptions
  /** The stack's outputs; empty where the options are complete. */
  readonly outputs: ReadonlyMap<string, string>
}

/**
 * Collects where to sign in and what to call: the command's options first, then the stack's outputs.
 *
 * @throws {UserError} `ERR_STAGE_INCOMPLETE` naming what is missing, `ERR_PROVIDER_DIFFERS` when the stack accepts the tokens of
 * another provider than the command names.
 */
export function chooseStage({ service, provider, options, outputs }: ChooseStageOptions): StageTarget {
  assertSameProvider(outputs.get('IdentityProvider'), provider)
  const issuer = need(options.issuer ?? outputs.get('Issuer'), '--issuer URL', 'Issuer')
  const apiUrl = need(options.apiUrl ?? outputs.get('ApiUrl'), '--url URL', 'ApiUrl')
  const clientId = need(options.clientId ?? outputs.get('SignInClientId'), '--client-id ID', 'SignInClientId')
  const named = options.issuer === undefined ? provider : recognizeProvider([issuer])
  const audience = options.audience ??
    deployedAudience(service, issuer) ?? [outputs.get('Audience') ?? clientId]
  const trust = { issuer, audience }
  return {
    provider: named,
    issuer,
    apiUrl,
    clientId,
    scopes: options.scopes ?? outputs.get('SignInScopes')?.split(' ') ?? ['openid', 'profile', 'email'],
    signInAudience: namesAudience(named ?? provider) ? audience[0] : undefined,
    routes: routesWithTrustedIssuer(service, trust),
    functions: () => functionsOf(service, trust),
  }
}

function need(value: string | undefined, option: string, output: string): string {
  if (value) return value
  throw new UserError('ERR_STAGE_INCOMPLETE', `${option} is required: the stack has no ${output} output.`)
}

function assertSameProvider(deployed: string | undefined, named: ProviderName): void {
  if (deployed === undefined || deployed === named) return
  throw new UserError(
    'ERR_PROVIDER_DIFFERS',
    `The stage accepts tokens from ${deployed}, but the command names ${named}. Add --param provider=${deployed}.`,
  )
}

function namesAudience(provider: ProviderName): boolean {
  return parametersOf(provider, new Map()).namesAudience ?? false
}

/** The whole list, where serverless.yml has it as plain text and for this issuer. */
function deployedAudience({ routes }: DeclaredService, issuer: string): readonly string[] | undefined {
  for (const { authorizer } of routes) {
    const trust = authorizer && readIfPlain(authorizer)
    if (trust?.issuer === issuer) return trust.audience
  }
  return undefined
}

function readIfPlain(authorizer: Parameters<typeof readDeployedIssuer>[0]): TrustedIssuer | undefined {
  try {
    return readDeployedIssuer(authorizer)
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

/** Empty for a service that cannot run here: its deployed API can still be called. */
async function functionsOf(service: DeclaredService, trust: TrustedIssuer) {
  try {
    return await inspectFunctions(withTrustedIssuer(service, trust), {})
  } catch (error) {
    if (error instanceof UserError) return new Map()
    throw error
  }
}
