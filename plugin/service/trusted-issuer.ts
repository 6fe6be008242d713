import { readIssuerUrls } from './issuer-urls.ts'
import { toLocalFunction } from './read-functions.ts'
import { toLocalRoute } from './read-routes.ts'
import type { DeclaredService } from './read-service.ts'
import { type ReferenceTargets, resolveText, resolveTree } from './references.ts'
import type { LocalApiStage, LocalRoute, LocalService, TrustedIssuer } from './service.ts'
import { userPoolReferences } from './user-pool-references.ts'

/**
 * The service as it runs here: routes and functions find the trusted issuer wherever the stack has its own. Reads nothing.
 *
 * What cannot be served faithfully is named in `notServed` and marked where it stands.
 *
 * @throws {UserError} `ERR_REFERENCE_UNSUPPORTED` for an intrinsic function that the local run does not know.
 */
export function withTrustedIssuer(service: DeclaredService, trusted: TrustedIssuer): LocalService {
  const { name, stage, region, dir, cors, tables } = service
  const targets = targetsWith(service, trusted)
  const issuerUrls = readIssuerUrls(service.routes, targets)
  const resolve = (value: unknown) => {
    const text = resolveText(value, targets)
    return issuerUrls.includes(text) ? trusted.issuer : text
  }
  const functions = service.functions.map((declared) => toLocalFunction(declared, resolve))
  const routes = service.routes.map((route) => toLocalRoute(route, trusted, targets))
  return {
    ...{ name, stage, region, dir, cors, tables, functions, routes },
    apiStage: resolveApiStage(service, targets),
    notServed: [...functions, ...routes].flatMap(({ notServed }) => notServed ?? []),
  }
}

/** The routes alone: for a token that is only looked at, of a service whose functions may not run here. */
export function routesWithTrustedIssuer(service: DeclaredService, trusted: TrustedIssuer): LocalRoute[] {
  const targets = targetsWith(service, trusted)
  return service.routes.map((route) => toLocalRoute(route, trusted, targets))
}

function targetsWith({ targets, resources }: DeclaredService, trusted: TrustedIssuer): ReferenceTargets {
  const { refs, attributes } = userPoolReferences(resources, trusted)
  return {
    refs: new Map([...targets.refs, ...refs]),
    attributes: new Map([...targets.attributes, ...attributes]),
  }
}

/** The framework's own stage is `$default`; a service may lay another name and variables over it. */
function resolveApiStage({ apiStage }: DeclaredService, targets: ReferenceTargets): LocalApiStage {
  const variables = Object.entries(resolveTree(apiStage.variables, targets) as object)
  return {
    name: resolveText(apiStage.name, targets),
    variables: Object.fromEntries(variables.map(([name, value]) => [name, String(value)])),
  }
}
