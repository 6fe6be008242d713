import { describeOptions, type OptionDeclarations, readCommandLine } from '../plugin/system/command-line.ts'
import { UserError } from '../plugin/user-error.ts'
import { type ApiName, apiNames } from './case-shape.ts'

/** The command line of `npm run conformance`. */
export interface Arguments {
  readonly help: boolean
  /** Names of targets, in the order to run them. */
  readonly targets: readonly string[]
  /** Base URLs by API, for a gateway that is already running; empty otherwise. */
  readonly urls: ReadonlyMap<ApiName, string>
  /** The issuer that such a gateway's authorizers name, with its private key. */
  readonly issuer: { readonly url: string; readonly keyFile: string } | undefined
  /** 0 for a free one. */
  readonly issuerPort: number
  /** Runs only cases whose id or topic contains this. */
  readonly only: string | undefined
  readonly slow: boolean
  readonly writeDocs: boolean
}

/** Every target that can be started by name, in the order of the docs. */
export const targetNames = ['ours', 'serverless-offline', 'ministack'] as const

const options = {
  target: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: `${targetNames.join(', ')}; may be repeated (default: ours)`,
  },
  url: {
    type: 'string',
    multiple: true,
    value: '[API=]URL',
    help: 'a gateway that is already running, with conformance/service/API.yml behind URL (default API: plain);\nmay be repeated. APIs without a URL are not run.',
  },
  issuer: {
    type: 'string',
    value: 'URL',
    help: 'with --url: the issuer that its authorizers name, which publishes the key of --issuer-key',
  },
  'issuer-key': {
    type: 'string',
    value: 'FILE',
    help: 'with --issuer: the private key of its tokens, a JWK with "kid"',
  },
  'issuer-port': {
    type: 'string',
    value: 'PORT',
    help: "the port of this run's own issuers, for --url without --issuer on the same machine: deploy the services\nwith CONFORMANCE_ISSUER=http://127.0.0.1:PORT (default: any free port)",
  },
  only: { type: 'string', value: 'TEXT', help: 'only cases whose id or topic contains TEXT' },
  slow: { type: 'boolean', help: 'also the cases that take half a minute' },
  'write-docs': {
    type: 'boolean',
    help: 'run every target, including slow cases, and write docs/reference/conformance.md',
  },
  help: { type: 'boolean', default: false },
} as const satisfies OptionDeclarations

export const usage = `Usage: npm run conformance -- [options]

Tests a gateway against what an AWS HTTP API with its authorizers does, case by case.

${describeOptions(options)}

Exit codes: 0 if every documented and observed case gets the same response as from AWS, 1 if one does not, 2 for invalid
options, 3 if a target cannot be started, 130 if stopped. Inferred cases never count.
`

/** @throws {UserError} `ERR_OPTION_INVALID` saying which option is wrong and what it should be. */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = readCommandLine(args, options)
  const { url = [], target = [] } = values
  if (url.length > 0 && target.length > 0) throw invalid('--url and --target cannot be combined.')
  const urls = new Map(url.map(readUrl))
  return {
    help: values.help,
    targets: values['write-docs'] ? targetNames : readTargets(target, urls),
    urls,
    issuer: readIssuer(values.issuer, values['issuer-key'], urls),
    issuerPort: readPort(values['issuer-port']),
    only: values.only,
    slow: values.slow ?? values['write-docs'] ?? false,
    writeDocs: values['write-docs'] ?? false,
  }
}

function readTargets(given: readonly string[], urls: Arguments['urls']): readonly string[] {
  if (urls.size > 0) return ['url']
  const unknown = given.find((name) => !targetNames.some((known) => known === name))
  if (unknown !== undefined)
    throw invalid(`--target is "${unknown}"; expected one of ${targetNames.join(', ')}.`)
  return given.length > 0 ? [...new Set(given)] : ['ours']
}

function readUrl(text: string): [ApiName, string] {
  const [, name = 'plain', url = ''] = /^(?:([a-z-]+)=)?(.+)$/.exec(text) ?? []
  const api = apiNames.find((known) => known === name)
  if (!api) throw invalid(`--url is "${text}"; its API must be one of ${apiNames.join(', ')}.`)
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw invalid(`--url is "${text}"; expected an http or https URL.`)
  }
  return [api, url]
}

function readIssuer(
  url: string | undefined,
  keyFile: string | undefined,
  urls: Arguments['urls'],
): Arguments['issuer'] {
  if (url === undefined && keyFile === undefined) return undefined
  if (url === undefined || keyFile === undefined)
    throw invalid('--issuer and --issuer-key must be given together.')
  if (urls.size === 0) throw invalid('--issuer requires --url: every other target has an issuer of its own.')
  return { url, keyFile }
}

function readPort(text = '0'): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw invalid(`--issuer-port is "${text}"; expected a port number.`)
}

function invalid(message: string): UserError {
  return new UserError('ERR_OPTION_INVALID', message)
}
