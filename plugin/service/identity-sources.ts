import type { LocalService } from './service.ts'

/** A route whose handler reads the caller's claims. */
export interface IdentityRoute {
  readonly routeKey: string
  /** Of its JWT authorizer: `$request.header.Authorization`. */
  readonly identitySource: string
  /** What the function takes it to be; undefined where it is not told. */
  readonly setting: string | undefined
  /** Where the function is told. */
  readonly by: 'environment' | 'option'
}

/** Routes whose function is not told where their authorizer finds the token, or is told something else. */
export interface IdentitySourceFault {
  /** An error if claims would be read from a header that nobody has verified. */
  readonly kind: 'error' | 'warning'
  readonly code: 'identity-source-differs' | 'identity-source-missing'
  readonly what: string
  readonly why: string
  readonly fix: string
}

/**
 * Compares where authorizers find the token with what the functions are told. A handler of claimcheck trusts the `authorization` header only
 * where it is told that the authorizer has verified that header. One finding for all routes with the same fault.
 */
export function findIdentitySourceFaults(routes: readonly IdentityRoute[]): IdentitySourceFault[] {
  const faulty = routes.filter(({ identitySource, setting }) => !isSame(identitySource, setting))
  const alike = Map.groupBy(faulty, ({ identitySource, setting, by }) =>
    JSON.stringify([identitySource, setting, by]),
  )
  return [...alike.values()].map(([first, ...others]) =>
    describe(first as IdentityRoute, [first as IdentityRoute, ...others]),
  )
}

function describe(fault: IdentityRoute, routes: readonly IdentityRoute[]): IdentitySourceFault {
  const { identitySource, setting } = fault
  const name = fault.by === 'environment' ? 'CLAIMCHECK_IDENTITY_SOURCE' : 'identitySource of createHandler'
  const where = routes.map(({ routeKey }) => routeKey).join(', ')
  const isHole = isAuthorizationHeader(setting)
  return {
    kind: isHole ? 'error' : 'warning',
    code: setting ? 'identity-source-differs' : 'identity-source-missing',
    what: `${name} is ${setting || 'not set'} for ${where}; the authorizer reads the token from ${identitySource}.`,
    why: isHole
      ? 'Nothing has verified the authorization header there, yet the handler would read the types of the claims from it.'
      : 'The handler then reads claims from the text that API Gateway makes of them. A list of several groups is ambiguous there: such callers get 403 where a group is required.',
    fix: fixFor(fault),
  }
}

function fixFor({ identitySource, by }: IdentityRoute): string {
  return by === 'environment'
    ? `Set CLAIMCHECK_IDENTITY_SOURCE: ${identitySource} in the environment of the function.`
    : `Set identitySource: '${identitySource}' beside provider, in the option "principal" of createHandler.`
}

function isSame(identitySource: string, setting: string | undefined): boolean {
  return setting !== undefined && normalize(identitySource) === normalize(setting)
}

function isAuthorizationHeader(setting: string | undefined): boolean {
  return setting !== undefined && normalize(setting) === '$request.header.authorization'
}

/** Names of headers are the same in any case (RFC 9110 section 5.1); those of query parameters are not. */
function normalize(source: string): string {
  const header = /^(?:\$|method\.)request\.header\.(.+)$/.exec(source)?.[1]
  return header === undefined ? source : `$request.header.${header.toLowerCase()}`
}

/** A line for each fault of a local service, as far as its environment tells: handlers are not loaded for it. */
export function warnOfIdentitySources({
  routes,
  functions,
}: Pick<LocalService, 'routes' | 'functions'>): string[] {
  const known = routes.flatMap(({ routeKey, functionKey, authorizer }): IdentityRoute[] => {
    const environment = functions.find(({ key }) => key === functionKey)?.environment ?? {}
    // A function that is told no provider has no handler of claimcheck, or one with an option "principal".
    if (authorizer?.kind !== 'jwt' || !environment.CLAIMCHECK_PROVIDER) return []
    const setting = environment.CLAIMCHECK_IDENTITY_SOURCE
    return [{ routeKey, identitySource: authorizer.identitySource, setting, by: 'environment' }]
  })
  return findIdentitySourceFaults(known).map(({ what, why, fix }) => `warning: ${what} ${why} ${fix}`)
}
