import { resolveOptionalText, resolveText, resolveTree } from './intrinsics/resolve.ts'
import type { ReferenceTargets } from './intrinsics/targets.ts'
import { issuerReplacements } from './issuer-replacements.ts'
import { toLocalFunction } from './read-functions.ts'
import { toLocalRoute } from './read-routes.ts'
import type { DeclaredService } from './read-service.ts'
import type { LocalApiStage, LocalRoute, LocalService, TrustedIssuer } from './service.ts'
import { userPoolReferences } from './user-pool-references.ts'

/**
 * The service as it runs here: routes and functions find the trusted issuer wherever the stack has its own. Reads nothing.
 * What cannot be served faithfully is named in `notServed` and marked where it stands.
 */
export function withTrustedIssuer(service: DeclaredService, trusted: TrustedIssuer): LocalService {
  const { name, stage, region, dir, codeDir, build, pathPrefix, cors, tables, restRoutes = [] } = service
  const targets = targetsWith(service, trusted)
  const replacements = issuerReplacements(service.routes, targets, trusted)
  const resolve = (value: unknown, property: string) => {
    const text = resolveOptionalText(value, targets, `${service.file}, ${property}`)
    return text === undefined ? undefined : (replacements.get(text) ?? text)
  }
  const functions = service.functions.map((declared) => toLocalFunction(declared, resolve))
  const routes = toLocalRoutes(service, trusted, targets)
  const notServed = [...functions, ...routes, ...restRoutes].flatMap((each) => each.notServed ?? [])
  return {
    ...{ name, stage, region, dir, cors, tables, functions, routes, restRoutes },
    ...(codeDir !== undefined && { codeDir }),
    ...(build && { build }),
    ...(pathPrefix !== undefined && { pathPrefix }),
    apiStage: resolveApiStage(service, targets),
    notServed: [...service.notServed, ...notServed],
  }
}

/** The routes alone: for a token that is only looked at, of a service whose functions may not run here. */
export function routesWithTrustedIssuer(service: DeclaredService, trusted: TrustedIssuer): LocalRoute[] {
  return toLocalRoutes(service, trusted, targetsWith(service, trusted))
}

function toLocalRoutes(
  { functions, routes }: DeclaredService,
  trusted: TrustedIssuer,
  targets: ReferenceTargets,
): LocalRoute[] {
  return routes.map((route) => toLocalRoute(route, { trusted, targets, functions }))
}

function targetsWith({ targets, resources }: DeclaredService, trusted: TrustedIssuer): ReferenceTargets {
  const { refs, attributes } = userPoolReferences(resources, trusted)
  return {
    ...targets,
    refs: new Map([...targets.refs, ...refs]),
    attributes: new Map([...targets.attributes, ...attributes]),
  }
}

/** The framework's own stage is `$default`; a service may lay another name and variables over it. */
function resolveApiStage({ apiStage, file }: DeclaredService, targets: ReferenceTargets): LocalApiStage {
  const variables = resolveTree(apiStage.variables, targets, `${file}, StageVariables`)
  return {
    name: resolveText(apiStage.name, targets, `${file}, StageName`),
    variables: Object.fromEntries(
      Object.entries(variables as object).map(([name, value]) => [name, String(value)]),
    ),
  }
}
