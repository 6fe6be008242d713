import { join } from 'node:path'
import type { ProviderName } from '../../providers/index.ts'
import { warnOfIdentitySources } from '../service/identity-sources.ts'
import { assertAnythingServed } from '../service/not-served.ts'
import { type DeclaredService, scopesOf } from '../service/read-service.ts'
import type { LocalFunction, LocalService, TrustedIssuer } from '../service/service.ts'
import { withTrustedIssuer } from '../service/trusted-issuer.ts'
import { restrictNewFiles } from '../system/umask.ts'
import { removeAwsKey, writeAwsKey } from './aws-key.ts'
import { withCreatableTables } from './dynamodb/creatable-tables.ts'
import { startTables, type Tables } from './dynamodb/start-tables.ts'
import { useDynamodb } from './dynamodb/use-dynamodb.ts'
import {
  type FunctionCredentials,
  type GivenEnvironment,
  joinEnvironment,
  warnOfUnused,
} from './function-environment.ts'
import { warnOfBlockedPreflights } from './gateway/blocked-preflights.ts'
import { startGateway } from './gateway/start-gateway.ts'
import { startInvokeApi } from './invoke-api/start-invoke-api.ts'
import type { Issuer } from './issuer/start-issuer.ts'
import { findInspected, noLimitMs } from './lambda/inspected.ts'
import { startFunctions } from './lambda/start-functions.ts'
import { createPendingApi, type IssuerWithConsoleOptions, startIssuerWithConsole } from './local-console.ts'
import { stateOption } from './next-commands.ts'
import { warnOfUnknownVariables } from './path-variables.ts'
import { removeRunState, writeRunState } from './run-state.ts'
import { takeStateFolder } from './state-folder.ts'
import { loadAccessKeyId, makeAccessKeyId } from './table-key.ts'

export interface StartLocalOptions {
  readonly declared: DeclaredService
  readonly provider: ProviderName
  readonly port: number
  readonly consolePort: number
  /** Holds table, users and keys between runs. */
  readonly stateDir: string
  /** Forget table, users and keys first. */
  readonly fresh: boolean
  /** `--issuer`: a real issuer whose tokens are accepted instead of the embedded one's. */
  readonly trustedIssuer: TrustedIssuer | undefined
  /** Of the Lambda Invoke API; 0 for any free one. */
  readonly lambdaPort: number
  /** `--inspect`: the key of the function that a debugger may attach to. */
  readonly inspect?: string | undefined
  /** `--python`: what runs Python functions. */
  readonly python: string | undefined
  /** Added to the environment of every function, over its own. @default nothing */
  readonly environment?: Readonly<Record<string, string>>
  /** Address of the API. @default 'localhost', on 127.0.0.1 and ::1 */
  readonly host?: string
  /** How long the gateway waits for a function, milliseconds. @default 30000, as on AWS */
  readonly integrationTimeoutMs?: number
  /** `--dynamodb`: a DynamoDB that runs already, instead of the embedded one. */
  readonly dynamodbUrl?: string | undefined
  /** `--env-file` and `--aws-credentials`. Default: nothing. */
  readonly given?: GivenEnvironment
  readonly log: (line: string) => void
}

export interface LocalRun {
  readonly service: LocalService
  readonly apiUrl: string
  readonly consoleUrl: string | undefined
  /** `--dynamodb`; undefined for the embedded table. */
  readonly dynamodbUrl: string | undefined
  /** Secret of the run, which its console requires. */
  readonly key: string | undefined
  /** The embedded issuer's client for client credentials. */
  readonly machineClientId: string | undefined
  readonly trustedIssuer: TrustedIssuer
  close(): Promise<void>
}

/** Anything that runs until it is closed. */
interface Closeable {
  close(): Promise<void>
}

/**
 * Starts table and issuer, then functions, then gateway, each on what the ones before it gave. If one cannot start,
 * the ones before it are closed again.
 * One run works on a state folder at a time.
 *
 * @throws {UserError} with what to do: a port that is taken, a state folder that cannot be read.
 */
export async function startLocal(options: StartLocalOptions): Promise<LocalRun> {
  // Whatever is written, the table's files too, is for its owner only.
  const allowNewFiles = restrictNewFiles()
  const release = await takeStateFolder(options.stateDir, options.fresh).catch((error: unknown) => {
    allowNewFiles()
    throw error
  })
  const started: Closeable[] = []
  const close = async () => {
    for (const part of started.splice(0).reverse()) await part.close()
    await removeRunState(options.stateDir)
    await removeAwsKey(options.stateDir)
    await release()
    allowNewFiles()
  }
  try {
    return { ...(await startParts(options, (part) => started.push(part))), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function startParts(
  options: StartLocalOptions,
  keep: (part: Closeable) => void,
): Promise<Omit<LocalRun, 'close'>> {
  const { provider, port, stateDir, dynamodbUrl, given = nothingGiven, log } = options
  const declared = withCreatableTables(options.declared)
  const apiUrl = `http://localhost:${port}`
  const accessKeyId = dynamodbUrl === undefined ? makeAccessKeyId() : await loadAccessKeyId(stateDir)
  const { api, ready } = createPendingApi(apiUrl)
  const awsKey = { accessKeyId, secretAccessKey: 'local' }
  const kept = async <T extends Closeable>(starting: Promise<T>): Promise<T> => {
    const part = await starting
    keep(part)
    return part
  }
  const starting = [
    kept(startOrUseTables({ ...options, declared }, given.credentials ?? awsKey, accessKeyId)),
    options.trustedIssuer
      ? undefined
      : kept(startEmbeddedIssuer(options, { apiUrl, api, scopes: scopesOf(declared) })),
    kept(startInvokeApi({ port: options.lambdaPort, accessKeyId })),
  ] as const
  // Neither waits for the other, but both have ended before a failure is reported, so that what did start can be closed.
  await Promise.allSettled(starting)
  const [tables, issuer, invokeApi] = await Promise.all(starting)
  const trustedIssuer = options.trustedIssuer ?? (issuer as TrustedIssuer)
  const service = withConsoleOrigin(withTrustedIssuer(declared, trustedIssuer), issuer?.url)
  assertAnythingServed(service)
  const own = {
    CLAIMCHECK_PROVIDER: provider,
    CLAIMCHECK_RESPONSES: 'fail',
    ...functionEnvironment(service, tables, issuer),
    AWS_ENDPOINT_URL_LAMBDA: invokeApi.endpoint,
    ...options.environment,
  }
  const environment = joinEnvironment(given, own, awsKey)
  const warnings = [
    ...warnOfUnused(given),
    ...warnOfBlockedPreflights(service),
    ...warnOfIdentitySources(service),
  ]
  for (const line of warnings) log(line)
  ready(service, environment)
  const inspected = await findInspected(service, options.inspect)
  const functions = await startFunctions({
    service,
    environment,
    python: options.python,
    inspected,
    log,
  })
  keep(functions)
  invokeApi.serve(service, functions)
  const consoleUrl = issuer?.url
  const { routes } = service
  // Before the gateway listens: whoever has had an answer from it finds the state.
  const invoke = { url: invokeApi.endpoint, accessKeyId, functions: service.functions.map(nameOf) }
  const state = { pid: process.pid, provider, apiUrl, consoleUrl, key: issuer?.key, routes, invoke }
  await writeRunState(stateDir, state)
  if (routes.some(({ authorizer }) => authorizer?.kind === 'iam')) await writeAwsKey(stateDir, awsKey)
  const observed = issuer && { observe: api.history.add }
  const { host, integrationTimeoutMs } = options
  const limits = {
    ...(host !== undefined && { host }),
    ...(integrationTimeoutMs !== undefined && { integrationTimeoutMs }),
    ...(inspected && { integrationTimeoutMs: noLimitMs }),
  }
  keep(await startGateway({ service, functions, port, log, awsKey, ...limits, ...observed }))
  const stopWarning = warnOfUnknownVariables(api, log)
  keep({ close: async () => stopWarning() })
  return {
    service,
    apiUrl,
    consoleUrl,
    dynamodbUrl,
    key: issuer?.key,
    machineClientId: issuer?.machineClientId,
    trustedIssuer,
  }
}

function nameOf({ key, name }: LocalFunction): Pick<LocalFunction, 'key' | 'name'> {
  return { key, name }
}

const nothingGiven: GivenEnvironment = { variables: {}, credentials: undefined }

function startOrUseTables(
  { declared, stateDir, dynamodbUrl: url, log }: StartLocalOptions,
  credentials: FunctionCredentials,
  accessKeyId: string,
): Promise<Tables> {
  const { tables, region } = declared
  if (url !== undefined) return useDynamodb({ tables, url, region, credentials })
  const accessKeyIds = [accessKeyId, credentials.accessKeyId]
  return startTables({ tables, folder: join(stateDir, 'table'), accessKeyIds, log })
}

async function startEmbeddedIssuer(
  { declared, provider, consolePort, stateDir, log }: StartLocalOptions,
  about: Pick<IssuerWithConsoleOptions, 'apiUrl' | 'api' | 'scopes'>,
): Promise<Issuer> {
  const state = stateOption(declared.dir, stateDir).trim()
  return startIssuerWithConsole({ ...about, provider, port: consolePort, stateDir, stateOption: state, log })
}

/** The AWS SDK in a function finds the embedded table by the variables that it reads anyway. */
function functionEnvironment(
  service: LocalService,
  { endpoint }: Tables,
  issuer: Issuer | undefined,
): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    // The embedded table has no streams, but says so; else they would be looked for on AWS.
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoint,
    AWS_REGION: service.region,
    // Where the provider leaves the name of the claim to its customers. The tokens of the local issuer say themselves what they are.
    ...(issuer && { CLAIMCHECK_GROUPS_CLAIM: issuer.groupsClaim, CLAIMCHECK_TOKEN_USE: '' }),
  }
}

/** The stack names one console origin; the console of this run may be on another port. */
function withConsoleOrigin(service: LocalService, consoleUrl: string | undefined): LocalService {
  const { cors } = service
  if (!cors || !consoleUrl || cors.allowOrigins.includes('*') || cors.allowOrigins.includes(consoleUrl))
    return service
  return { ...service, cors: { ...cors, allowOrigins: [...cors.allowOrigins, consoleUrl] } }
}
