import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { ProviderName } from '../../providers/index.ts'
import { type DeclaredService, scopesOf } from '../service/read-service.ts'
import { startTables, type Tables } from './dynamodb/start-tables.ts'
import { editableTables } from './editable-tables.ts'
import type { FunctionCredentials } from './function-environment.ts'
import { type InvokeApi, startInvokeApi } from './invoke-api/start-invoke-api.ts'
import type { Issuer } from './issuer/start-issuer.ts'
import { type IssuerWithConsoleOptions, startIssuerWithConsole } from './local-console.ts'
import { stateOption } from './next-commands.ts'
import type { RunPart } from './web/navigation.ts'

/** Anything that runs until it is closed. */
export interface Closeable {
  close(): Promise<void>
}

/** Told of each part once it runs, so that it is closed again. */
export type Keep = (part: Closeable) => void

export interface BackingServicesOptions {
  readonly declared: DeclaredService
  readonly provider: ProviderName
  /** Whether tokens come from an issuer of this run. */
  readonly hasIssuer: boolean
  readonly api: IssuerWithConsoleOptions['api']
  readonly apiUrl: string
  readonly consolePort: number
  /** 0 for any free one. */
  readonly lambdaPort: number
  /** A DynamoDB that runs already; undefined for the embedded one. */
  readonly dynamodbUrl: string | undefined
  /** The key that this run made up for its own functions. */
  readonly accessKeyId: string
  /** What functions sign with. */
  readonly credentials: FunctionCredentials
  readonly stateDir: string
  /** For the embedded table. Default: a new one. */
  readonly tableThread?: Worker | undefined
  /** Of the run before a restart. Default: a new one. */
  readonly key?: string | undefined
  readonly log: (line: string) => void
}

/** What functions and their callers need before a function can run. */
export interface BackingServices {
  readonly tables: Tables
  /** Absent where a real issuer's tokens are accepted. */
  readonly issuer: Issuer | undefined
  readonly invokeApi: InvokeApi
}

/**
 * Starts tables, issuer and Invoke API side by side. All have started or failed before a failure is reported, so that what did start
 * can be closed.
 *
 * @throws {UserError} a port that is taken, a state folder that cannot be read, a DynamoDB that does not respond.
 */
export async function startBackingServices(
  options: BackingServicesOptions,
  keep: Keep,
): Promise<BackingServices> {
  const kept = async <T extends Closeable>(starting: Promise<T>): Promise<T> => {
    const part = await starting
    keep(part)
    return part
  }
  const { lambdaPort, accessKeyId, hasIssuer } = options
  const startingTables = kept(startOrUseTables(options))
  const starting = [
    startingTables,
    hasIssuer ? kept(startIssuerOf(options, startingTables)) : undefined,
    kept(startInvokeApi({ port: lambdaPort, accessKeyId })),
  ] as const
  await Promise.allSettled(starting)
  const [tables, issuer, invokeApi] = await Promise.all(starting)
  return { tables, issuer, invokeApi }
}

async function startOrUseTables({
  declared: { tables, region },
  dynamodbUrl: url,
  credentials,
  accessKeyId,
  stateDir,
  tableThread: thread,
  log,
}: BackingServicesOptions): Promise<Tables> {
  if (url !== undefined) {
    // Only such a run loads the SDK in this thread.
    const { useDynamodb } = await import('./dynamodb/use-dynamodb.ts')
    return useDynamodb({ tables, url, region, credentials })
  }
  const accessKeyIds = [accessKeyId, credentials.accessKeyId]
  return startTables({ tables, folder: join(stateDir, 'table'), accessKeyIds, thread, log })
}

/** Known before they run, since the console comes first. */
function partsOf({ declared: { functions, tables }, dynamodbUrl }: BackingServicesOptions): RunPart[] {
  return [
    ...(functions.length > 0 ? (['functions'] as const) : []),
    ...(editableTables({ tables, dynamodbUrl }).length > 0 ? (['tables'] as const) : []),
  ]
}

function startIssuerOf(options: BackingServicesOptions, tables: Promise<Tables>): Promise<Issuer> {
  const { declared, provider, api, apiUrl, consolePort, stateDir, dynamodbUrl, key, log } = options
  const emptyTables = async () => (await tables).empty?.()
  return startIssuerWithConsole({
    ...(api && { api }),
    provider,
    apiUrl,
    scopes: scopesOf(declared),
    parts: partsOf(options),
    port: consolePort,
    stateDir,
    key,
    stateOption: stateOption(declared.dir, stateDir).trim(),
    users: { dir: declared.dir, given: declared.users, givenIn: declared.file },
    emptyTables: dynamodbUrl === undefined ? emptyTables : undefined,
    log,
  })
}
