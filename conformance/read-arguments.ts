import { parseArgs } from 'node:util'
import { UserError } from '../plugin/user-error.ts'
import { type ApiName, apiNames } from './case-shape.ts'

/** What `npm run conformance -- ...` was asked for. */
export interface Arguments {
  readonly help: boolean
  /** Names of targets, in the order to run them. */
  readonly targets: readonly string[]
  /** Base URLs by API, for a gateway that runs already; empty otherwise. */
  readonly urls: ReadonlyMap<ApiName, string>
  /** The issuer that such a gateway's authorizers name, with its private key. */
  readonly issuer: { readonly url: string; readonly keyFile: string } | undefined
  /** 0 takes a free one. */
  readonly issuerPort: number
  /** Runs only cases whose id or topic has this in it. */
  readonly only: string | undefined
  readonly slow: boolean
  readonly writeDocs: boolean
}

/** Every target that can be started by name. */
export const targetNames = ['ours', 'serverless-offline', 'ministack'] as const

export const usage = `Usage: npm run conformance -- [options]

Tries what an AWS HTTP API with a JWT authorizer does, case by case, against a gateway.

  --target NAME       ${targetNames.join(', ')}; may be repeated (default: ours)
  --url [API=]URL     a gateway that runs already, with conformance/service/API.yml behind URL (default API: plain);
                      may be repeated. APIs without a URL are not run.
  --issuer URL        with --url: the issuer that its authorizers name, which publishes the key of --issuer-key
  --issuer-key FILE   with --issuer: the private key of its tokens, a JWK with "kid"
  --issuer-port PORT  where this run's own issuers listen; for --url without --issuer, on the same machine:
                      deploy the services with CONFORMANCE_ISSUER=http://127.0.0.1:PORT (default: any free port)
  --only TEXT         only cases whose id or topic has TEXT in it
  --slow              also the cases that take half a minute
  --write-docs        run every target, slow cases too, and write docs/conformance.md
  --help

Ends with 0 when every documented and observed case is answered as AWS answers it, 1 when one is not, 2 for options that
cannot be read, 3 when a target cannot be started, 130 when stopped. Inferred cases never count.
`

/** @throws {UserError} `ERR_OPTION_INVALID` saying which option is wrong and what it should be. */
export function readArguments(args: readonly string[]): Arguments {
  const values = parse(args)
  const { url = [], target = [] } = values
  if (url.length > 0 && target.length > 0) throw invalid('--url and --target do not go together.')
  const urls = new Map(url.map(readUrl))
  return {
    help: values.help ?? false,
    targets: values['write-docs'] ? targetNames : readTargets(target, urls),
    urls,
    issuer: readIssuer(values.issuer, values['issuer-key'], urls),
    issuerPort: readPort(values['issuer-port']),
    only: values.only,
    slow: values.slow ?? values['write-docs'] ?? false,
    writeDocs: values['write-docs'] ?? false,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        target: { type: 'string', multiple: true },
        url: { type: 'string', multiple: true },
        issuer: { type: 'string' },
        'issuer-key': { type: 'string' },
        'issuer-port': { type: 'string' },
        only: { type: 'string' },
        slow: { type: 'boolean' },
        'write-docs': { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error))
  }
}

function readTargets(given: readonly string[], urls: Arguments['urls']): readonly string[] {
  if (urls.size > 0) return ['url']
  const unknown = given.find((name) => !targetNames.some((known) => known === name))
  if (unknown !== undefined)
    throw invalid(`--target is "${unknown}"; wanted one of ${targetNames.join(', ')}.`)
  return given.length > 0 ? [...new Set(given)] : ['ours']
}

function readUrl(text: string): [ApiName, string] {
  const [, name = 'plain', url = ''] = /^(?:([a-z-]+)=)?(.+)$/.exec(text) ?? []
  const api = apiNames.find((known) => known === name)
  if (!api) throw invalid(`--url is "${text}"; its API is none of ${apiNames.join(', ')}.`)
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw invalid(`--url is "${text}"; wanted an http or https URL.`)
  }
  return [api, url]
}

function readIssuer(
  url: string | undefined,
  keyFile: string | undefined,
  urls: Arguments['urls'],
): Arguments['issuer'] {
  if (url === undefined && keyFile === undefined) return undefined
  if (url === undefined || keyFile === undefined) throw invalid('--issuer and --issuer-key go together.')
  if (urls.size === 0) throw invalid('--issuer goes with --url only: every target has an issuer of its own.')
  return { url, keyFile }
}

function readPort(text = '0'): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw invalid(`--issuer-port is "${text}"; wanted a port number.`)
}

function invalid(message: string): UserError {
  return new UserError('ERR_OPTION_INVALID', message)
}
