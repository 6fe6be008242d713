import { join } from 'node:path'
import { describeNotServed } from '../service/not-served.ts'
import type { Paint } from '../system/terminal.ts'
import { awsKeyFile } from './aws-key.ts'
import { servedRoutes } from './example-request.ts'
import { machineClientFile } from './issuer/tokens/machine-client.ts'
import { nextCommands, shortPath } from './next-commands.ts'
import { linkWithKey } from './run-state.ts'
import type { LocalRun } from './start-local.ts'

export interface BannerOptions {
  readonly provider: string
  /** Absolute path of the state folder. */
  readonly stateDir: string
  /** Lines below what is not served. */
  readonly notes?: readonly string[]
  /** Whether single keys are read. */
  readonly hasShortcuts: boolean
  readonly paint: Paint
}

/** What runs where, and the next command to try. */
export function formatBanner(run: LocalRun, options: BannerOptions): string {
  const { service, apiUrl, consoleUrl } = run
  const { provider, stateDir, notes = [], hasShortcuts, paint } = options
  const next = nextCommands({ service, apiUrl, stateDir, hasIssuer: consoleUrl !== undefined })
  const isServed = servedRoutes(service)
  const routes = service.routes.map(
    (route) => `  ${route.routeKey.padEnd(24)} ${isServed(route) ? protection(route) : 'not served'}`,
  )
  return [
    '',
    `${paint.strong(`${service.name} on this machine`)}, provider ${provider}`,
    '',
    formatUrls(run, options),
    '',
    ...routes,
    '',
    ...remarks([...service.notServed.map(describeNotServed), ...notes]),
    ...(next.length > 0 ? ['Next, in a second terminal:', ...next.map((line) => `  ${line}`), ''] : []),
    ...(hasShortcuts
      ? [`Press ${paint.strong('h')} for shortcuts: o opens the console, t copies a token, r restarts.`]
      : []),
    'Ctrl-C stops it all.',
    '',
  ].join('\n')
}

/** The part of the banner that says where everything is. */
export function formatUrls(
  { service, apiUrl, consoleUrl, dynamodbUrl, key, machineClientId, trustedIssuer }: LocalRun,
  { stateDir, paint }: Pick<BannerOptions, 'stateDir' | 'paint'>,
): string {
  const folder = shortPath(service.dir, stateDir)
  const hasConsole = consoleUrl !== undefined && key !== undefined
  const rows: (readonly [name: string, what: string, note?: string])[] = [
    ...(hasConsole ? [['Console', linkWithKey(consoleUrl, key), 'tokens, calls, why a 401'] as const] : []),
    ['API', apiUrl],
    ...(hasConsole
      ? [['Users', linkWithKey(`${consoleUrl}/users`, key), 'who can sign in'] as const]
      : [['Tokens', `from ${trustedIssuer.issuer}`] as const]),
    ...(machineClientId
      ? [['Machine', `client ${machineClientId}, secret in ${join(folder, machineClientFile)}`] as const]
      : []),
    ...service.tables.map(
      ({ tableName }) =>
        ['Table', `${tableName} ${dynamodbUrl ? `at ${dynamodbUrl}` : `in ${folder}`}`] as const,
    ),
  ]
  const width = Math.max(...rows.map(([, what, note]) => (note ? what.length : 0)))
  return rows
    .map(([name, what, note]) => {
      const text = what.startsWith('http') ? paint.link(what) : what
      const gap = ' '.repeat(Math.max(0, width - what.length))
      return `  ${name.padEnd(9)} ${text}${note ? `${gap}  ${paint.quiet(note)}` : ''}`
    })
    .join('\n')
}

type Route = LocalRun['service']['routes'][number]

function remarks(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [...lines.map((line) => `  ${line}`), '']
}

function protection({ authorizer, scopes }: Route): string {
  if (!authorizer) return 'open'
  if (authorizer.kind === 'request') return `Lambda authorizer ${authorizer.name}`
  if (authorizer.kind === 'iam') return `signed with the key in this run's ${awsKeyFile}`
  return scopes.length > 0 ? `token with scope ${scopes.join(' or ')}` : 'token'
}
