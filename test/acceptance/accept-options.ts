import {
  describeOptions,
  type OptionDeclarations,
  readCommandLine,
} from '../../plugin/system/command-line.ts'
import { UserError } from '../../plugin/user-error.ts'
import { isTargetName, type TargetName, targets } from './targets.ts'
import type { UserPool } from './users/pool-users.ts'

const stageOptions = {
  url: { type: 'string', value: 'URL', help: 'Base URL of the stage (default: that of npm start)' },
  provider: {
    type: 'string',
    value: 'NAME',
    help: 'The provider that the responses must name (default: not checked)',
  },
  origin: {
    type: 'string',
    value: 'URL',
    default: 'http://localhost:3001',
    help: "An origin allowed by the stage's CORS configuration",
  },
  target: {
    type: 'string',
    value: 'NAME',
    default: 'aws',
    help: `${Object.keys(targets).join(' or ')}: known differences of that target are reported as such`,
  },
  junit: { type: 'string', value: 'FILE', help: 'Also write the results there, as JUnit XML' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionDeclarations

const tokenOptions = {
  state: {
    type: 'string',
    value: 'DIR',
    help: 'New users of the embedded issuer that runs in this folder (default: .claimcheck)',
  },
  tokens: {
    type: 'string',
    value: 'FILE',
    help: `JSON: { "ada": { "id": "eyJ...", "access": "eyJ...", "accessWithoutScope": "eyJ..." }, "bob": { ... } }
or the same JSON in CLAIMCHECK_TOKENS. A check without its token is reported as not checked.
ada and bob lose their profiles: use test accounts, and different ones for concurrent runs.`,
  },
  'user-pool': {
    type: 'string',
    value: 'ID',
    help: 'New users of an emulated user pool (AWS_ENDPOINT_URL), as in serverless rehearse. Also needs:',
  },
  'pool-issuer': { type: 'string', value: 'URL', help: 'its issuer' },
  'client-id': { type: 'string', value: 'ID', help: 'its app client' },
  'sign-in': { type: 'string', value: 'URL', help: 'its authorize endpoint' },
  redirect: { type: 'string', value: 'URL', help: 'where the sign-in returns to' },
} as const satisfies OptionDeclarations

const options = { ...stageOptions, ...tokenOptions }

export const help = `Checks the profile service from outside: what each route answers for each kind of token.

  npm run accept                                   the service that npm start runs
  npm run accept -- --url URL --tokens FILE        a stage on AWS

${describeOptions(stageOptions)}

Tokens, from one of:
${describeOptions(tokenOptions)}

Exit codes: 0 if no check fails, 1 if one does, 2 if nothing could be checked.`

export interface AcceptOptions {
  readonly url: string | undefined
  readonly provider: string | undefined
  readonly origin: string
  readonly junit: string | undefined
  readonly target: TargetName
  readonly tokens: TokenSource
}

export type TokenSource =
  | { readonly kind: 'local'; readonly stateDir: string }
  | { readonly kind: 'given'; readonly given: string }
  | { readonly kind: 'pool'; readonly pool: UserPool }

/**
 * Reads the command line; undefined if it asks for help.
 *
 * @throws {UserError} `ERR_OPTION_INVALID` naming the option that is unknown, missing or wrong.
 */
export function readAcceptOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): AcceptOptions | undefined {
  const { values } = readCommandLine(args, options)
  if (values.help) return undefined
  const { url, provider, origin, junit, target } = values
  if (url !== undefined && !URL.canParse(url)) {
    throw new UserError(
      'ERR_OPTION_INVALID',
      `--url is "${url}"; expected the base URL of a stage, such as http://localhost:3000.`,
    )
  }
  if (!isTargetName(target)) {
    throw new UserError(
      'ERR_OPTION_INVALID',
      `--target is "${target}"; expected ${Object.keys(targets).join(' or ')}.`,
    )
  }
  return { url, provider, origin, junit, target, tokens: tokenSource(values, env) }
}

type Values = ReturnType<typeof readCommandLine<typeof options>>['values']

function tokenSource(values: Values, env: Readonly<Record<string, string | undefined>>): TokenSource {
  const named = ['state', 'tokens', 'user-pool'] as const
  const chosen = named.filter((name) => values[name] !== undefined)
  if (chosen.length > 1) {
    throw new UserError(
      'ERR_OPTION_INVALID',
      `--${chosen.join(' and --')} cannot be combined: choose one source of tokens.`,
    )
  }
  if (values['user-pool'] !== undefined) return { kind: 'pool', pool: poolOf(values) }
  const given = values.tokens ?? (chosen.length === 0 ? env.CLAIMCHECK_TOKENS : undefined)
  if (given !== undefined) return { kind: 'given', given }
  return { kind: 'local', stateDir: values.state ?? '.claimcheck' }
}

function poolOf(values: Values): UserPool {
  const required = (name: 'user-pool' | 'pool-issuer' | 'client-id' | 'sign-in' | 'redirect') => {
    const value = values[name]
    if (value !== undefined) return value
    throw new UserError('ERR_OPTION_INVALID', `--user-pool also requires --${name}. See --help.`)
  }
  return {
    userPoolId: required('user-pool'),
    issuer: required('pool-issuer'),
    clientId: required('client-id'),
    authorizeUrl: required('sign-in'),
    redirectUrl: required('redirect'),
  }
}
