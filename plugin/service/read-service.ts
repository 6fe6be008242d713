import type { ProviderName } from '../../providers/index.ts'
import { readIssuerUrls, recognizeProvider } from './issuer-urls.ts'
import { type DeclaredFunction, readFunctions } from './read-functions.ts'
import { type DeclaredRoute, readCors, readRoutes } from './read-routes.ts'
import { type ReferenceTargets, referenceTargets, resolveText, resolveTree } from './references.ts'
import type { ServerlessInstance, TemplateResource } from './serverless.ts'
import type { LocalService, TableDefinition } from './service.ts'

type Resources = Readonly<Record<string, TemplateResource>>

/**
 * A service as its resolved serverless.yml declares it, with its own authorizers. What it needs to run here comes with the
 * issuer whose tokens are trusted: `withTrustedIssuer`.
 */
export interface DeclaredService
  extends Pick<LocalService, 'name' | 'stage' | 'region' | 'dir' | 'cors' | 'tables'> {
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
 * is what would be deployed.
 *
 * @throws {UserError} `ERR_REFERENCE_UNSUPPORTED` for a table with an intrinsic function that is not known here.
 */
export function readService(serverless: ServerlessInstance): DeclaredService {
  const { service, serviceDir, httpApiEventsPlugin } = serverless
  const place = readPlace(serverless)
  const resources = service.resources?.Resources ?? {}
  const tables = readTables(place, resources)
  const { StageName = '$default', StageVariables = {} } =
    service.resources?.extensions?.HttpApiStage?.Properties ?? {}
  httpApiEventsPlugin.resolveConfiguration()
  return {
    ...place,
    dir: serviceDir,
    apiStage: { name: StageName, variables: StageVariables },
    functions: readFunctions(service),
    routes: readRoutes(serverless),
    cors: readCors(httpApiEventsPlugin.config),
    tables,
    resources,
    targets: referenceTargets(place, tables),
  }
}

/** Every scope that a route of the service requires, with the prefix of its provider. */
export function scopesOf({ routes, targets }: DeclaredService): string[] {
  return [...new Set(routes.flatMap(({ scopes }) => scopes.map((scope) => resolveText(scope, targets))))]
}

/** The provider whose issuer the service's authorizers name, if its URL is that of a known one. */
export function readProvider(serverless: ServerlessInstance): ProviderName | undefined {
  const { routes, targets } = readService(serverless)
  return recognizeProvider(readIssuerUrls(routes, targets))
}

type Place = Pick<LocalService, 'name' | 'stage' | 'region'>

function readPlace(serverless: ServerlessInstance): Place {
  const aws = serverless.getProvider('aws')
  return { name: serverless.service.service, stage: aws.getStage(), region: aws.getRegion() }
}

function readTables(place: Place, resources: Resources): TableDefinition[] {
  const targets = referenceTargets(place, [])
  return Object.entries(resources)
    .filter(([, { Type }]) => Type === 'AWS::DynamoDB::Table')
    .map(([logicalId, { Properties = {} }]) => ({
      logicalId,
      tableName: resolveText(Properties.TableName ?? `${place.name}-${place.stage}-${logicalId}`, targets),
      properties: resolveTree(Properties, targets) as TableDefinition['properties'],
    }))
}
