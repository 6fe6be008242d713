import { join, relative } from 'node:path'
import { styleText } from 'node:util'
import { describeNotServed } from '../service/not-served.ts'
import { awsKeyFile } from './aws-key.ts'
import { machineClientFile } from './issuer/tokens/machine-client.ts'
import { linkWithKey } from './run-state.ts'
import type { LocalRun } from './start-local.ts'

export interface BannerOptions {
  readonly provider: string
  /** Absolute path of the state folder. */
  readonly stateDir: string
}

/** What runs where, and the next command to try. Colour only on a terminal (`styleText` checks stdout and NO_COLOR). */
export function formatBanner(
  { service, apiUrl, consoleUrl, key, machineClientId, trustedIssuer }: LocalRun,
  { provider, stateDir }: BannerOptions,
): string {
  const folder = relative(service.dir, stateDir)
  const state = folder === '.claimcheck' ? '' : ` --state ${folder}`
  const bold = (text: string) => styleText('bold', text)
  const link = (text: string) => styleText('cyan', text)
  const routes = service.routes.map((route) => `  ${route.routeKey.padEnd(24)} ${protection(route)}`)
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
    ...service.tables.map(({ tableName }) => `  Table     ${tableName} in ${folder}`),
    '',
    ...routes,
    '',
    ...listNotServed(service),
    'Next, in a second terminal:',
    ...tokenCall(apiUrl, service, consoleUrl ? `$(npx claimcheck token${state})` : '$TOKEN'),
    ...signedCall(apiUrl, service, folder),
    '',
    'Ctrl-C stops it all.',
    '',
  ].join('\n')
}

type Route = LocalRun['service']['routes'][number]

/** A command for the first route that takes a token, or none at all. */
function tokenCall(apiUrl: string, { routes }: LocalRun['service'], token: string): string[] {
  const others = routes.filter(({ authorizer }) => authorizer?.kind !== 'iam')
  if (others.length === 0 && routes.length > 0) return []
  return [`  curl -i -H "authorization: Bearer ${token}" ${firstUrl(apiUrl, others)}`]
}

/** A command for the first route that takes a signature; a token is of no use there. */
function signedCall(apiUrl: string, { region, routes }: LocalRun['service'], folder: string): string[] {
  const signed = routes.filter(({ authorizer }) => authorizer?.kind === 'iam')
  if (signed.length === 0) return []
  const user = `"$(cat ${join(folder, awsKeyFile)})"`
  return [`  curl -i --aws-sigv4 "aws:amz:${region}:execute-api" --user ${user} ${firstUrl(apiUrl, signed)}`]
}

function listNotServed({ notServed }: LocalRun['service']): string[] {
  if (notServed.length === 0) return []
  return [...notServed.map((each) => `  ${describeNotServed(each)}`), '']
}

function protection({ authorizer, scopes, notServed }: Route): string {
  if (notServed) return 'not served'
  if (!authorizer) return 'open'
  if (authorizer.kind === 'request') return `Lambda authorizer ${authorizer.name}`
  if (authorizer.kind === 'iam') return `signed with the key in this run's ${awsKeyFile}`
  return scopes.length > 0 ? `token with scope ${scopes.join(' or ')}` : 'token'
}

function firstUrl(apiUrl: string, routes: readonly Route[]): string {
  const path = routes.find(({ routeKey }) => routeKey.startsWith('GET '))?.routeKey.slice('GET '.length)
  return `${apiUrl}${path ?? '/'}`
}
