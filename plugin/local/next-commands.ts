import { join, relative } from 'node:path'
import type { LocalService } from '../service/service.ts'
import { awsKeyFile } from './aws-key.ts'
import { type ExampleRequest, exampleRequest } from './example-request.ts'

export interface NextCommandsOptions {
  readonly service: LocalService
  readonly apiUrl: string
  /** Absolute path of the state folder. */
  readonly stateDir: string
  /** Whether the run has an issuer of its own, which gives tokens. */
  readonly hasIssuer: boolean
}

/** Commands that a second terminal may run as they are: for a route that takes a token, or none, and for a signed one. */
export function nextCommands({ service, apiUrl, stateDir, hasIssuer }: NextCommandsOptions): string[] {
  const folder = shortPath(service.dir, stateDir)
  const state = stateOption(service.dir, stateDir)
  const token = hasIssuer ? `$(npx claimcheck token${state})` : '$TOKEN'
  const key = `"$(cat ${quote(join(folder, awsKeyFile))})"`
  const plain = exampleRequest(service, ({ authorizer }) => authorizer?.kind !== 'iam')
  const signed = exampleRequest(service, ({ authorizer }) => authorizer?.kind === 'iam')
  const url = ({ path }: ExampleRequest) => quote(`${apiUrl}${path}`)
  const words = (example: ExampleRequest, ...own: readonly string[]) =>
    [
      'curl -i',
      ...(example.method ? [`-X ${example.method}`] : []),
      ...own,
      ...bodyOf(example),
      url(example),
    ].join(' ')
  return [
    ...(plain
      ? [words(plain, ...(plain.route.authorizer ? [`-H "authorization: Bearer ${token}"`] : []))]
      : []),
    ...(signed
      ? [words(signed, `--aws-sigv4 "aws:amz:${service.region}:execute-api"`, `--user ${key}`)]
      : []),
  ]
}

/** An empty one, where one is usual: the answer says what is missing in it. */
function bodyOf({ method = 'GET' }: ExampleRequest): string[] {
  return ['POST', 'PUT', 'PATCH'].includes(method) ? ["-H 'content-type: application/json' -d '{}'"] : []
}

/** ` --state DIR`, which commands need where the run has a folder of its own; else empty. */
export function stateOption(serviceDir: string, stateDir: string): string {
  const folder = shortPath(serviceDir, stateDir)
  return folder === '.claimcheck' ? '' : ` --state ${quote(folder)}`
}

/** Relative to the service where it lies inside: `claimcheck` finds it from there and from any folder below. */
export function shortPath(from: string, path: string): string {
  const short = relative(from, path)
  return short.startsWith('..') ? path : short
}

/** As the shell reads it: most texts as they are. */
function quote(text: string): string {
  return /^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
