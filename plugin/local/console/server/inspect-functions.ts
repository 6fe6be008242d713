import { findClaims } from '../../../../providers/gateway-identity.ts'
import {
  ClaimsError,
  isProviderName,
  type PrincipalOptions,
  readPrincipal,
  type TokenUse,
} from '../../../../providers/index.ts'
import { defaultRuntime, isNodeRuntime } from '../../../handlers/node-runtime.ts'
import { readRequirements } from '../../../handlers/read-requirements.ts'
import type { LocalService } from '../../../service/service.ts'
import type { InspectedFunction } from './console-api.ts'

/**
 * Reads the requirements of a service's handlers: each is bundled and loaded in a thread, never called.
 *
 * @param environment joined over each function's own.
 */
export async function inspectFunctions(
  { dir, codeDir, build, functions }: Pick<LocalService, 'dir' | 'codeDir' | 'build' | 'functions'>,
  environment: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, InspectedFunction>> {
  const served = functions.filter(({ notServed }) => !notServed)
  const complete = served.map((each) => ({
    ...each,
    codeDir: each.codeDir ?? codeDir,
    environment: { ...each.environment, ...environment },
  }))
  const loadable = complete.filter(({ runtime }) => isNodeRuntime(runtime ?? defaultRuntime))
  const messages = await readRequirements(dir, loadable, build?.bundle)
  return new Map(
    complete.map(({ key, description, environment }) => {
      const message = messages.get(key)
      const requirements = message?.kind === 'loaded' ? message.requirements : undefined
      return [
        key,
        {
          description,
          bodySchema: requirements?.body?.jsonSchema,
          requirements,
          scopePrefix: requirements?.principal?.scopePrefix ?? environment.CLAIMCHECK_SCOPE_PREFIX ?? '',
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
  return options && ((event) => readAs(event, options))
}

function optionsOf(environment: Environment): PrincipalOptions | undefined {
  const { CLAIMCHECK_PROVIDER: provider, CLAIMCHECK_TOKEN_USE: tokenUse } = environment
  if (!isProviderName(provider)) return undefined
  return {
    provider,
    scopePrefix: environment.CLAIMCHECK_SCOPE_PREFIX,
    groupsClaim: environment.CLAIMCHECK_GROUPS_CLAIM,
    identitySource: environment.CLAIMCHECK_IDENTITY_SOURCE,
    tokenUse: isTokenUse(tokenUse) ? tokenUse : undefined,
  }
}

const isTokenUse = (text: unknown): text is TokenUse => text === 'id' || text === 'access'

function readAs(event: object, options: PrincipalOptions): unknown {
  const found = findClaims(event)
  if ('missing' in found) return null
  try {
    return readPrincipal({ ...found, authorization: readAuthorization(event) }, options)
  } catch (error) {
    if (error instanceof ClaimsError) return { refused: error.code, reason: error.message }
    throw error
  }
}

/** Lower-case in payload format 2.0, canonical in 1.0. */
function readAuthorization(event: {
  readonly headers?: Readonly<Record<string, string>>
}): string | undefined {
  return event.headers?.authorization ?? event.headers?.Authorization
}
