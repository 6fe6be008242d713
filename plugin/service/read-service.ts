import { resolve } from 'node:path'
import type { ProviderName } from '../../providers/index.ts'
import { resolveText } from './intrinsics/resolve.ts'
import type { ReferenceTargets } from './intrinsics/targets.ts'
import { readIssuerUrls, recognizeProvider } from './issuer-urls.ts'
import { readBuild } from './read-build.ts'
import { readOtherEvents } from './read-events.ts'
import { type DeclaredFunction, readFunctions } from './read-functions.ts'
import { type DeclaredRoute, readCors, readRoutes } from './read-routes.ts'
import { readTables } from './read-tables.ts'
import { referenceTargets } from './references.ts'
import type { ServerlessInstance, TemplateResource } from './serverless.ts'
import type { LocalService } from './service.ts'

type Resources = Readonly<Record<string, TemplateResource>>

/**
 * A service as its resolved serverless.yml declares it, with its own authorizers. What it needs to run here comes with the
 * issuer whose tokens are trusted: `withTrustedIssuer`.
 */
export interface DeclaredService
  extends Pick<
    LocalService,
    | 'name'
    | 'stage'
    | 'region'
    | 'dir'
    | 'codeDir'
    | 'build'
    | 'pathPrefix'
    | 'cors'
    | 'tables'
    | 'restRoutes'
    | 'notServed'
  > {
  /** The file that declares it, for messages: `serverless.yml`. */
  readonly file: string
  /** `custom.claimcheck.users`: local users, as they are written there. */
  readonly users?: unknown
  /** Template values. */
  readonly apiStage: { readonly name: unknown; readonly variables: unknown }
  readonly functions: readonly DeclaredFunction[]
  readonly routes: readonly DeclaredRoute[]
  readonly resources: Resources
  /** What references give here, but for those to a user pool. */
  readonly targets: ReferenceTargets
}

/**
 * Reads the service that `serverless` has resolved. Routes come from the framework's own compiler, so that what runs here
 * is what would be deployed. What does not run here is in `notServed`; routes and functions get theirs by `withTrustedIssuer`.
 *
 * @param dir the folder of serverless.yml, where a packager has changed `serviceDir`.
 */
export function readService(
  serverless: ServerlessInstance,
  dir: string = serverless.serviceDir,
): DeclaredService {
  const { service, httpApiEventsPlugin, configurationFilename: file = 'serverless.yml' } = serverless
  const place = readPlace(serverless)
  const { Resources: resources = {}, ...template } = service.resources ?? {}
  const functions = readFunctions(service, dir)
  const { tables, notServed } = readTables(resources, {
    ...place,
    file,
    targets: referenceTargets(place, { template }),
  })
  const { StageName = '$default', StageVariables = {} } =
    service.resources?.extensions?.HttpApiStage?.Properties ?? {}
  const other = readOtherEvents(service.functions)
  httpApiEventsPlugin.resolveConfiguration()
  return {
    ...place,
    file,
    dir,
    ...findCode(serverless, dir),
    users: (Object(service.custom?.claimcheck) as { users?: unknown }).users,
    build: readBuild(service),
    apiStage: { name: StageName, variables: StageVariables },
    functions,
    routes: readRoutes(serverless),
    restRoutes: other.restRoutes,
    cors: readCors(httpApiEventsPlugin.config),
    tables,
    resources,
    targets: referenceTargets(place, {
      tables,
      functions: functionResources(serverless, functions),
      template,
    }),
    notServed: [...notServed, ...other.notServed],
  }
}

/** Where a packager has put its output for this run: as serverless-offline's `location`, or in place of the service's folder. */
function findCode(
  { service, serviceDir }: ServerlessInstance,
  dir: string,
): Pick<DeclaredService, 'codeDir'> {
  const { location } = Object(service.custom?.['serverless-offline']) as { location?: unknown }
  const codeDir = typeof location === 'string' && location !== '' ? resolve(dir, location) : serviceDir
  return codeDir === dir ? {} : { codeDir }
}

function functionResources(serverless: ServerlessInstance, functions: readonly DeclaredFunction[]) {
  const { naming } = serverless.getProvider('aws')
  return functions.map(({ key, name }) => ({ logicalId: naming.getLambdaLogicalId(key), name }))
}

/** Every scope that a route of the service requires, with the prefix of its provider. */
export function scopesOf({
  routes,
  targets,
  file,
}: Pick<DeclaredService, 'routes' | 'targets' | 'file'>): string[] {
  const scopes = routes.flatMap(({ routeKey, scopes }) =>
    scopes.map((scope) => resolveText(scope, targets, `${file}, scopes of ${routeKey}`)),
  )
  return [...new Set(scopes)]
}

/** The provider whose issuer the service's authorizers name, if its URL is that of a known one. */
export function readProvider({ routes, targets }: DeclaredService): ProviderName | undefined {
  return recognizeProvider(readIssuerUrls(routes, targets))
}

type Place = Pick<LocalService, 'name' | 'stage' | 'region'>

function readPlace(serverless: ServerlessInstance): Place {
  const aws = serverless.getProvider('aws')
  return { name: serverless.service.service, stage: aws.getStage(), region: aws.getRegion() }
}
