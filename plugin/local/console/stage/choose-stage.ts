import { tenantOf } from '../../../../providers/check-parameters.ts'
import type { ProviderName } from '../../../../providers/index.ts'
import type { ConsoleOptions } from '../../../commands/read-console-options.ts'
import { readDeployedTrust } from '../../../service/deployed-issuer.ts'
import { recognizeProvider } from '../../../service/issuer-urls.ts'
import { readService, readServiceRoutes, type TrustedIssuer } from '../../../service/read-service.ts'
import type { ServerlessInstance } from '../../../service/serverless.ts'
import { UserError } from '../../../user-error.ts'
import { describeFunctions } from '../server/inspect-functions.ts'
import type { StageTarget } from './stage-target.ts'

export interface ChooseStageOptions {
  readonly serverless: ServerlessInstance
  /** The provider that the command names. */
  readonly provider: ProviderName
  readonly options: ConsoleOptions
  /** The stack's outputs; empty where the options say all that is needed. */
  readonly outputs: ReadonlyMap<string, string>
}

/**
 * Puts together where to sign in and what to call: the command's options first, then the stack's outputs.
 *
 * @throws {UserError} `ERR_STAGE_INCOMPLETE` naming what nobody says, `ERR_PROVIDER_DIFFERS` when the stack takes the tokens of
 * another provider than the command names.
 */
export function chooseStage({ serverless, provider, options, outputs }: ChooseStageOptions): StageTarget {
  refuseOtherProvider(outputs.get('IdentityProvider'), provider)
  const issuer = need(options.issuer ?? outputs.get('Issuer'), '--issuer URL')
  const apiUrl = need(options.apiUrl ?? outputs.get('ApiUrl'), '--url URL')
  const clientId = need(options.clientId ?? outputs.get('SignInClientId'), '--client-id ID')
  const named = options.issuer === undefined ? provider : recognizeProvider([issuer])
  const audience = options.audience ??
    deployedAudience(serverless, issuer) ?? [outputs.get('Audience') ?? clientId]
  const trust = { issuer, audience }
  return {
    provider: named,
    issuer,
    apiUrl,
    clientId,
    scopes: options.scopes ?? outputs.get('SignInScopes')?.split(' ') ?? ['openid', 'profile', 'email'],
    signInAudience: namesAudience(named ?? provider) ? audience[0] : undefined,
    routes: readServiceRoutes(serverless, trust),
    functions: () => functionsOf(serverless, trust),
  }
}

function need(value: string | undefined, option: string): string {
  if (value) return value
  throw new UserError(
    'ERR_STAGE_INCOMPLETE',
    `Neither the options nor the stack's outputs tell ${option}. Give it on the command line, or deploy with it ` +
      '(docs/console.md says which output it is).',
  )
}

function refuseOtherProvider(deployed: string | undefined, named: ProviderName): void {
  if (deployed === undefined || deployed === named) return
  throw new UserError(
    'ERR_PROVIDER_DIFFERS',
    `The stage takes tokens of ${deployed}, and the command names ${named}. Add --param provider=${deployed}.`,
  )
}

function namesAudience(provider: ProviderName): boolean {
  return tenantOf(provider, new Map()).namesAudience ?? false
}

/** The whole list, where serverless.yml has it as plain text and for this very issuer. */
function deployedAudience(serverless: ServerlessInstance, issuer: string): readonly string[] | undefined {
  serverless.httpApiEventsPlugin.resolveConfiguration()
  const { routes } = serverless.httpApiEventsPlugin.config
  for (const { authorizer } of routes.values()) {
    const trust = authorizer && readIfPlain(authorizer)
    if (trust?.issuer === issuer) return trust.audience
  }
  return undefined
}

function readIfPlain(authorizer: Parameters<typeof readDeployedTrust>[0]): TrustedIssuer | undefined {
  try {
    return readDeployedTrust(authorizer)
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

/** Nothing for a service that does not run here: its deployed API can be called all the same. */
async function functionsOf(serverless: ServerlessInstance, trust: TrustedIssuer) {
  try {
    return await describeFunctions(readService(serverless, trust), {})
  } catch (error) {
    if (error instanceof UserError) return new Map()
    throw error
  }
}
