import type { ProviderName } from '../../providers/index.ts'
import { defaultRuntime, isNodeRuntime } from '../handlers/node-runtime.ts'
import { UserError } from '../user-error.ts'
import { readIssuerUrls, recognizeProvider } from './issuer-urls.ts'
import { type ReferenceTargets, resolveText, resolveTree } from './references.ts'
import type {
  HttpApiAuthorizer,
  HttpApiConfiguration,
  ServerlessFunction,
  ServerlessInstance,
  ServerlessService,
  TemplateResource,
} from './serverless.ts'
import type {
  LocalApiStage,
  LocalAuthorizer,
  LocalCors,
  LocalFunction,
  LocalRoute,
  LocalService,
  PayloadFormat,
  TableDefinition,
} from './service.ts'
import { poolStandIns, type StandIns } from './user-pool-references.ts'

/** The account that local ARNs and events name. AWS uses it in its own examples; nobody owns it. */
export const localAccountId = '123456789012'

/** Whose tokens the local gateway accepts, whatever issuer the deployed stack names. */
export interface TrustedIssuer {
  readonly issuer: string
  readonly audience: readonly string[]
}

/**
 * Reads routes, authorizers, CORS, functions and tables of the service that `serverless` has resolved. Routes come from
 * the framework's own compiler, so that what runs here is what would be deployed.
 *
 * @throws {UserError} `ERR_SERVICE_UNSUPPORTED` for what the local run cannot serve faithfully.
 */
export function readService(serverless: ServerlessInstance, trust: TrustedIssuer): LocalService {
  const place = readPlace(serverless)
  const tables = readTables(serverless)
  const targets = referenceTargets(place, tables, poolStandIns(resourcesOf(serverless), trust))
  serverless.httpApiEventsPlugin.resolveConfiguration()
  const { config } = serverless.httpApiEventsPlugin
  const issuerUrls = readIssuerUrls(config, targets)
  return {
    ...place,
    apiStage: readApiStage(serverless, targets),
    dir: serverless.serviceDir,
    functions: readFunctions(serverless, (value) => {
      const text = resolveText(value, targets)
      return issuerUrls.includes(text) ? trust.issuer : text
    }),
    routes: readRoutes(serverless, trust, targets),
    cors: readCors(config),
    tables,
  }
}

/** The DynamoDB tables of the service; known before anybody is to be trusted. */
export function readTables(serverless: ServerlessInstance): TableDefinition[] {
  const place = readPlace(serverless)
  const bare = referenceTargets(place, [])
  return Object.entries(resourcesOf(serverless))
    .filter(([, { Type }]) => Type === 'AWS::DynamoDB::Table')
    .map(([logicalId, { Properties = {} }]) => ({
      logicalId,
      tableName: resolveText(Properties.TableName ?? `${place.name}-${place.stage}-${logicalId}`, bare),
      properties: resolveTree(Properties, bare) as TableDefinition['properties'],
    }))
}

/** Every scope that a route of the service asks for, in full form as on the wire. */
export function readScopes(serverless: ServerlessInstance): string[] {
  const { routes, targets } = readUntrusting(serverless)
  const scopes = [...routes.values()].flatMap(({ authorizationScopes = [] }) => [...authorizationScopes])
  return [...new Set(scopes.map((scope) => resolveText(scope, targets)))]
}

/** The provider whose issuer the service's authorizers name, if one can be told by it. */
export function readProvider(serverless: ServerlessInstance): ProviderName | undefined {
  const { routes, targets } = readUntrusting(serverless)
  return recognizeProvider(readIssuerUrls({ routes }, targets))
}

/** What can be read before anybody is to be trusted. */
function readUntrusting(serverless: ServerlessInstance) {
  serverless.httpApiEventsPlugin.resolveConfiguration()
  const { routes } = serverless.httpApiEventsPlugin.config
  return { routes, targets: referenceTargets(readPlace(serverless), readTables(serverless)) }
}

function resourcesOf({ service }: ServerlessInstance): Readonly<Record<string, TemplateResource>> {
  return service.resources?.Resources ?? {}
}

/** The routes alone, with their authorizers, for a token that is only looked at. */
export function readServiceRoutes(serverless: ServerlessInstance, trust: TrustedIssuer): LocalRoute[] {
  const { httpApiEventsPlugin } = serverless
  httpApiEventsPlugin.resolveConfiguration()
  const standIns = poolStandIns(resourcesOf(serverless), trust)
  const targets = referenceTargets(readPlace(serverless), readTables(serverless), standIns)
  return readRoutes(serverless, trust, targets)
}

type Place = Pick<LocalService, 'name' | 'stage' | 'region'>

function readPlace(serverless: ServerlessInstance): Place {
  const aws = serverless.getProvider('aws')
  return { name: serverless.service.service, stage: aws.getStage(), region: aws.getRegion() }
}

function referenceTargets(
  { name, stage, region }: Place,
  tables: readonly TableDefinition[],
  { refs, attributes }: StandIns = { refs: [], attributes: [] },
): ReferenceTargets {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${localAccountId}:${rest}`
  return {
    refs: new Map([
      ['AWS::Region', region],
      ['AWS::AccountId', localAccountId],
      ['AWS::Partition', 'aws'],
      ['AWS::URLSuffix', 'amazonaws.com'],
      ['AWS::StackName', `${name}-${stage}`],
      ['AWS::StackId', arn('cloudformation', `stack/${name}-${stage}/local`)],
      ...tables.map(({ logicalId, tableName }) => [logicalId, tableName] as const),
      ...refs,
    ]),
    attributes: new Map([
      ...tables.map(
        ({ logicalId, tableName }) => [`${logicalId}.Arn`, arn('dynamodb', `table/${tableName}`)] as const,
      ),
      ...attributes,
    ]),
  }
}

/** The framework's own stage is `$default`; a service may lay another name and variables over it. */
function readApiStage({ service }: ServerlessInstance, targets: ReferenceTargets): LocalApiStage {
  const { StageName = '$default', StageVariables = {} } =
    service.resources?.extensions?.HttpApiStage?.Properties ?? {}
  const variables = Object.entries(resolveTree(StageVariables, targets) as object)
  return {
    name: resolveText(StageName, targets),
    variables: Object.fromEntries(variables.map(([name, value]) => [name, String(value)])),
  }
}

function readFunctions(
  { service }: ServerlessInstance,
  resolve: (value: unknown) => string,
): LocalFunction[] {
  const { provider, functions = {} } = service
  return Object.entries(functions).map(([key, definition]) => ({
    key,
    name: definition.name,
    handler: handlerOf(key, definition),
    environment: Object.fromEntries(
      Object.entries({ ...provider.environment, ...definition.environment })
        .filter(([, value]) => value !== null && value !== undefined)
        .map(([name, value]) => [name, resolve(value)]),
    ),
    runtime: runtimeOf(key, definition, provider.runtime),
    timeoutSeconds: definition.timeout ?? provider.timeout ?? 6,
    memoryMb: definition.memorySize ?? provider.memorySize ?? 1024,
  }))
}

function handlerOf(key: string, { handler }: ServerlessFunction): string {
  if (handler) return handler
  throw new UserError(
    'ERR_SERVICE_UNSUPPORTED',
    `Function ${key} has no handler: container images do not run here.`,
  )
}

function runtimeOf(key: string, { runtime }: ServerlessFunction, general = defaultRuntime): string {
  const chosen = runtime ?? general
  if (isNodeRuntime(chosen)) return chosen
  throw new UserError(
    'ERR_SERVICE_UNSUPPORTED',
    `Function ${key} has runtime ${chosen}; only Node.js functions run here. ` +
      `Give it one such as ${defaultRuntime}, or move it to a service of its own.`,
  )
}

function readRoutes(
  { service, httpApiEventsPlugin }: ServerlessInstance,
  trust: TrustedIssuer,
  targets: ReferenceTargets,
): LocalRoute[] {
  return [...httpApiEventsPlugin.config.routes].map(
    ([routeKey, { targetData, authorizer, authorizationScopes }]) => ({
      routeKey: routeKey === '*' ? '$default' : routeKey,
      functionKey: targetData.functionName,
      payloadFormat: readPayloadFormat(service, targetData.functionName),
      authorizer: authorizer && readAuthorizer(routeKey, authorizer, trust),
      scopes: [...(authorizationScopes ?? [])].map((scope) => resolveText(scope, targets)),
    }),
  )
}

function readPayloadFormat({ provider, functions }: ServerlessService, functionKey: string): PayloadFormat {
  const payload = functions?.[functionKey]?.httpApi?.payload ?? provider.httpApi?.payload
  return payload === '1.0' ? '1.0' : '2.0'
}

function readAuthorizer(
  routeKey: string,
  authorizer: HttpApiAuthorizer,
  trust: TrustedIssuer,
): LocalAuthorizer {
  if (authorizer.id !== undefined) {
    throw new UserError(
      'ERR_SERVICE_UNSUPPORTED',
      `Route ${routeKey} has an authorizer by its id, which lies outside this service. ` +
        'Define it under provider.httpApi.authorizers, at least for the local run.',
    )
  }
  const { name = '', type = 'jwt', identitySource = [] } = authorizer
  if (type !== 'jwt') {
    throw new UserError(
      'ERR_SERVICE_UNSUPPORTED',
      `Route ${routeKey} has a ${type} authorizer; the local gateway checks tokens for authorizers of type jwt only.`,
    )
  }
  return {
    name,
    issuer: trust.issuer,
    audience: trust.audience,
    identitySource: soleSource(name, identitySource),
  }
}

/** A JWT authorizer has exactly one identity source (API Gateway API reference, `Authorizer.identitySource`). */
function soleSource(name: string, identitySource: string | readonly string[]): string {
  const [source, ...others] = [identitySource].flat()
  if (source && others.length === 0) return source
  throw new UserError(
    'ERR_SERVICE_UNSUPPORTED',
    `Authorizer ${name} has ${others.length + (source ? 1 : 0)} identity sources; a JWT authorizer takes exactly one, ` +
      'such as $request.header.Authorization.',
  )
}

function readCors({ cors }: HttpApiConfiguration): LocalCors | undefined {
  if (!cors) return undefined
  return {
    allowOrigins: [...cors.allowedOrigins],
    allowMethods: [...cors.allowedMethods],
    allowHeaders: [...cors.allowedHeaders],
    exposeHeaders: [...(cors.exposedResponseHeaders ?? [])],
    allowCredentials: cors.allowCredentials ?? false,
    maxAgeSeconds: cors.maxAge,
  }
}
