import { join } from 'node:path'
import { styleText } from 'node:util'
import { describeNotServed } from '../service/not-served.ts'
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
}

/** What runs where, and the next command to try. Colour only on a terminal (`styleText` checks stdout and NO_COLOR). */
export function formatBanner(
  { service, apiUrl, consoleUrl, dynamodbUrl, key, machineClientId, trustedIssuer }: LocalRun,
  { provider, stateDir, notes = [] }: BannerOptions,
): string {
  const folder = shortPath(service.dir, stateDir)
  const next = nextCommands({ service, apiUrl, stateDir, hasIssuer: consoleUrl !== undefined })
  const bold = (text: string) => styleText('bold', text)
  const link = (text: string) => styleText('cyan', text)
  const isServed = servedRoutes(service)
  const routes = service.routes.map(
    (route) => `  ${route.routeKey.padEnd(24)} ${isServed(route) ? protection(route) : 'not served'}`,
  )
  return [
    '',
    `${bold(`${service.name} on this machine`)}, provider ${provider}`,
    '',
    `  API       ${link(apiUrl)}`,
    ...(consoleUrl && key
      ? [
          `  Console   ${link(linkWithKey(consoleUrl, key))}`,
          `  Users     ${link(linkWithKey(`${consoleUrl}/users`, key))}`,
        ]
      : [`  Tokens    from ${trustedIssuer.issuer}`]),
    ...(machineClientId
      ? [`  Machine   client ${machineClientId}, secret in ${join(folder, machineClientFile)}`]
      : []),
    ...service.tables.map(
      ({ tableName }) => `  Table     ${tableName} ${dynamodbUrl ? `at ${dynamodbUrl}` : `in ${folder}`}`,
    ),
    '',
    ...routes,
    '',
    ...remarks([...service.notServed.map(describeNotServed), ...notes]),
    ...(next.length > 0 ? ['Next, in a second terminal:', ...next.map((line) => `  ${line}`), ''] : []),
    'Ctrl-C stops it all.',
    '',
  ].join('\n')
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
