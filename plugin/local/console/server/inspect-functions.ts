import {
  ClaimsError,
  isProviderName,
  type PrincipalOptions,
  readPrincipal,
} from '../../../../providers/index.ts'
import { readRequirements } from '../../../handlers/read-requirements.ts'
import type { LocalService } from '../../../service/service.ts'
import type { InspectedFunction } from './console-api.ts'

/**
 * Reads the requirements of a service's handlers: each is bundled and loaded in a thread, never called.
 *
 * @param environment joined over each function's own.
 */
export async function inspectFunctions(
  { dir, functions }: Pick<LocalService, 'dir' | 'functions'>,
  environment: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, InspectedFunction>> {
  const served = functions.filter(({ notServed }) => !notServed)
  const complete = served.map((each) => ({
    ...each,
    environment: { ...each.environment, ...environment },
  }))
  const messages = await readRequirements(dir, complete)
  return new Map(
    complete.map(({ key, environment }) => {
      const message = messages.get(key)
      const requirements = message?.kind === 'loaded' ? message.requirements : undefined
      return [
        key,
        {
          bodySchema: requirements?.body?.jsonSchema,
          readPrincipal: principalReader(environment, requirements?.principal),
        },
      ]
    }),
  )
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads an event's caller as a function with this environment does, or with `options` of its own: by the same code, from
 * the same event. Undefined for a function without a provider in its environment, so one not made by `createHandler`.
 */
function principalReader(
  environment: Environment,
  options: PrincipalOptions | undefined = optionsOf(environment),
): InspectedFunction['readPrincipal'] {
  return options && ((event) => readAs(event as AuthorizedEvent, options))
}

function optionsOf(environment: Environment): PrincipalOptions | undefined {
  const { CLAIMCHECK_PROVIDER: provider } = environment
  if (!isProviderName(provider)) return undefined
  return {
    provider,
    scopePrefix: environment.CLAIMCHECK_SCOPE_PREFIX,
    groupsClaim: environment.CLAIMCHECK_GROUPS_CLAIM,
    identitySource: environment.CLAIMCHECK_IDENTITY_SOURCE || 'unknown',
  }
}

interface AuthorizedEvent {
  readonly headers: Readonly<Record<string, string>>
  readonly requestContext: {
    readonly authorizer?: {
      readonly jwt?: { readonly claims: Record<string, string>; readonly scopes: string[] | null }
    }
  }
}

function readAs({ headers, requestContext }: AuthorizedEvent, options: PrincipalOptions): unknown {
  const jwt = requestContext.authorizer?.jwt
  if (!jwt) return null
  try {
    return readPrincipal({ ...jwt, authorization: headers.authorization }, options)
  } catch (error) {
    if (error instanceof ClaimsError) return { refused: error.code, reason: error.message }
    throw error
  }
}
