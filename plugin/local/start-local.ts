import type { Worker } from 'node:worker_threads'
import type { AwsKey } from '../../authorizer/iam/signed-request.ts'
import type { ProviderName } from '../../providers/index.ts'
import { warnOfIdentitySources } from '../service/identity-sources.ts'
import { assertAnythingServed } from '../service/not-served.ts'
import type { DeclaredService } from '../service/read-service.ts'
import type { LocalService, TrustedIssuer } from '../service/service.ts'
import { withTrustedIssuer } from '../service/trusted-issuer.ts'
import { restrictNewFiles } from '../system/umask.ts'
import { removeAwsKey, writeAwsKey } from './aws-key.ts'
import { type BackingServices, type Closeable, type Keep, startBackingServices } from './backing-services.ts'
import type { RunParts } from './console/server/console-api.ts'
import { consoleFunctions } from './console-functions.ts'
import { withCreatableTables } from './dynamodb/creatable-tables.ts'
import { createTableStore } from './dynamodb/rows/table-store.ts'
import { editableTables } from './editable-tables.ts'
import { type GivenEnvironment, joinEnvironment, warnOfUnused } from './function-environment.ts'
import { warnOfBlockedPreflights } from './gateway/blocked-preflights.ts'
import { openGateway, startGateway } from './gateway/start-gateway.ts'
import { findInspected, noLimitMs } from './lambda/inspected.ts'
import { createRunFolder, type RunFolder } from './lambda/run-folder.ts'
import { functionsDir, startFunctions } from './lambda/start-functions.ts'
import type { Log } from './log/log.ts'
import { createPendingApi } from './pending-api.ts'
import { explainTakenPort } from './port-owner.ts'
import { runEnvironment } from './run-environment.ts'
import { removeRunState, writeRunState } from './run-state.ts'
import { takeStateFolder } from './state-folder.ts'
import { loadAccessKeyId, makeAccessKeyId } from './table-key.ts'

export interface StartLocalOptions {
  readonly declared: DeclaredService
  readonly provider: ProviderName
  /** 0 for any free one. */
  readonly port: number
  /** 0 for any free one. */
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
  /** For the embedded table, begun before the rest was loaded. Default: a new one. */
  readonly tableThread?: Worker | undefined
  /** `LocalRun.key` of the run before a restart. Default: a new one. */
  readonly key?: string | undefined
  /** `--env-file` and `--aws-credentials`. Default: nothing. */
  readonly given?: GivenEnvironment
  readonly log: Log
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
    throw await explainTakenPort(error)
  }
}

async function startParts(options: StartLocalOptions, keep: Keep): Promise<Omit<LocalRun, 'close'>> {
  const { stateDir, dynamodbUrl, given = nothingGiven, log } = options
  const declared = withCreatableTables(options.declared)
  const folder = makeFolder(declared, keep)
  const { port, opened } = await findPort(options, keep)
  const apiUrl = `http://localhost:${port}`
  const { api, ready } = createPendingApi(apiUrl)
  const accessKeyId = dynamodbUrl === undefined ? makeAccessKeyId() : await loadAccessKeyId(stateDir)
  const awsKey = { accessKeyId, secretAccessKey: 'local' }
  const credentials = given.credentials ?? awsKey
  const hasIssuer = options.trustedIssuer === undefined
  const backing = await startBackingServices(
    { ...options, declared, dynamodbUrl, hasIssuer, api, apiUrl, accessKeyId, credentials },
    keep,
  )
  const { issuer, invokeApi } = backing
  const trustedIssuer = options.trustedIssuer ?? (issuer as TrustedIssuer)
  const service = withConsoleOrigin(withTrustedIssuer(declared, trustedIssuer), issuer?.url)
  assertAnythingServed(service)
  for (const line of warningsOf(service, given)) log(line)

  const run = { service, options, backing, awsKey, apiUrl }
  const environment = environmentOf(run)
  ready(service, environment, partsOf(run))
  const inspected = await findInspected(service, options.inspect)
  const { python } = options
  const functions = await startFunctions({ service, environment, python, inspected, folder, log })
  keep(functions)
  invokeApi.serve(service, functions)
  // Before the gateway listens: whoever has had an answer from it finds the state.
  await writeState(run)
  const limits = limitsOf(options, inspected !== undefined)
  const observed = issuer && { observe: api.history.add }
  const linkTo = issuer && ((requestId: string) => `${issuer.url}/#/r/${requestId}`)
  keep(
    await startGateway({ service, functions, port, ...opened, log, awsKey, ...limits, ...observed, linkTo }),
  )
  const { key, machineClientId, url: consoleUrl } = issuer ?? {}
  return { service, apiUrl, consoleUrl, dynamodbUrl, key, machineClientId, trustedIssuer }
}

/** Begun before anything else: what instances run is compiled meanwhile. */
function makeFolder(declared: DeclaredService, keep: Keep): Promise<RunFolder> {
  const folder = createRunFolder(functionsDir(declared))
  keep({ close: () => folder.then(({ remove }) => remove()).catch(() => {}) })
  return folder
}

/** A free port is opened at once, so that no other program gets it before the gateway is ready: others are told of it first. */
async function findPort({ port, host }: StartLocalOptions, keep: Keep) {
  if (port !== 0) return { port }
  const opened = await openGateway({ port, ...(host !== undefined && { host }) })
  keep(opened)
  return { port: opened.port, opened: { opened } }
}

const nothingGiven: GivenEnvironment = { variables: {}, credentials: undefined }

function warningsOf(service: LocalService, given: GivenEnvironment): string[] {
  return [...warnOfUnused(given), ...warnOfBlockedPreflights(service), ...warnOfIdentitySources(service)]
}

/** What is known once the backing services run. */
interface Begun {
  readonly service: LocalService
  readonly options: StartLocalOptions
  readonly backing: BackingServices
  readonly awsKey: AwsKey
  readonly apiUrl: string
}

function environmentOf({ service, options, backing, awsKey }: Begun): Record<string, string> {
  const { provider, given = nothingGiven } = options
  const own = runEnvironment(service, provider, backing)
  return joinEnvironment(given, { ...own, ...options.environment }, awsKey)
}

/** What the console works with. */
function partsOf({ service, options, backing, awsKey }: Begun): RunParts {
  const { tables, region } = service
  const { dynamodbUrl, given } = options
  const names = editableTables({ tables, dynamodbUrl })
  // DynamoDB Local shows each access key its own tables: those of the functions.
  const key = (dynamodbUrl !== undefined && given?.credentials) || awsKey
  const place = { endpoint: backing.tables.endpoint, region, key }
  return {
    signing: { key: awsKey, region },
    ...(service.functions.length > 0 && { functions: consoleFunctions(service, options.stateDir) }),
    ...(names.length > 0 && { tables: createTableStore({ ...place, names, now: Date.now }) }),
  }
}

/** Where other commands find this run, and what they need to call it. */
async function writeState({ service, options, backing, awsKey, apiUrl }: Begun): Promise<void> {
  const { routes } = service
  const { issuer, invokeApi } = backing
  const { stateDir, provider } = options
  const functions = service.functions.map(({ key, name }) => ({ key, name }))
  const invoke = { url: invokeApi.endpoint, accessKeyId: awsKey.accessKeyId, functions }
  const state = {
    pid: process.pid,
    service: service.name,
    provider,
    apiUrl,
    consoleUrl: issuer?.url,
    key: issuer?.key,
    routes,
    invoke,
  }
  await writeRunState(stateDir, state)
  if (routes.some(({ authorizer }) => authorizer?.kind === 'iam')) await writeAwsKey(stateDir, awsKey)
}

function limitsOf({ host, integrationTimeoutMs }: StartLocalOptions, isInspected: boolean) {
  const timeoutMs = isInspected ? noLimitMs : integrationTimeoutMs
  return {
    ...(host !== undefined && { host }),
    ...(timeoutMs !== undefined && { integrationTimeoutMs: timeoutMs }),
  }
}

/** The stack names one console origin; the console of this run may be on another port. */
function withConsoleOrigin(service: LocalService, consoleUrl: string | undefined): LocalService {
  const { cors } = service
  if (!cors || !consoleUrl || cors.allowOrigins.includes('*') || cors.allowOrigins.includes(consoleUrl))
    return service
  return { ...service, cors: { ...cors, allowOrigins: [...cors.allowOrigins, consoleUrl] } }
}
