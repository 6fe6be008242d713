import { parseArgs } from 'node:util'
import { AcceptError } from './accept-error.ts'
import type { UserPool } from './people/pool-people.ts'
import { isTargetName, type TargetName, targets } from './targets.ts'

export const help = `Checks the profile service from outside: what each route answers to whom.

  npm run accept                                   the service that npm start runs
  npm run accept -- --url URL --tokens FILE        a stage on AWS

  --url URL         Base URL of the stage (default: that of npm start)
  --provider NAME   The provider that the answers must name (default: not checked)
  --origin URL      An origin that the stage lets in (default: http://localhost:3001)
  --junit FILE      Write the results there too, as JUnit XML

Whose tokens, one of:
  --state DIR       New users of the embedded issuer that runs on this folder (default: .claimcheck)
  --tokens FILE     JSON: { "ada": { "id": "eyJ...", "access": "eyJ...", "accessWithoutScope": "eyJ..." }, "bob": { ... } }
                    or the same JSON in CLAIMCHECK_TOKENS. A check without its token is told as not checked.
                    ada and bob lose their profiles: take test accounts, and others for each run at a time.
  --user-pool ID --pool-issuer URL --client-id ID --sign-in URL --redirect URL
                    New users of an emulated user pool (AWS_ENDPOINT_URL), as serverless rehearse has it

  --target NAME     ${Object.keys(targets).join(' or ')}: what is known to differ there is told as such (default: aws)
  --help

Ends with 0 when no check fails, 1 when one does, 2 when nothing could be checked.`

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

const text = { type: 'string' } as const

/**
 * Reads the command line; undefined stands for a call for help.
 *
 * @throws {AcceptError} naming the option that is unknown, missing or wrong.
 */
export function readAcceptOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): AcceptOptions | undefined {
  const values = parse(args)
  if (values.help) return undefined
  const { url, provider, origin = 'http://localhost:3001', junit, target = 'aws' } = values
  if (url !== undefined && !URL.canParse(url)) {
    throw new AcceptError(`--url is "${url}"; wanted the base URL of a stage, such as http://localhost:3000.`)
  }
  if (!isTargetName(target)) {
    throw new AcceptError(`--target is "${target}"; wanted ${Object.keys(targets).join(' or ')}.`)
  }
  return { url, provider, origin, junit, target, tokens: tokenSource(values, env) }
}

type Values = ReturnType<typeof parse>

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: text,
        provider: text,
        origin: text,
        junit: text,
        target: text,
        state: text,
        tokens: text,
        'user-pool': text,
        'pool-issuer': text,
        'client-id': text,
        'sign-in': text,
        redirect: text,
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new AcceptError(`${(error as Error).message} See --help.`)
  }
}

function tokenSource(values: Values, env: Readonly<Record<string, string | undefined>>): TokenSource {
  const named = ['state', 'tokens', 'user-pool'] as const
  const chosen = named.filter((name) => values[name] !== undefined)
  if (chosen.length > 1) {
    throw new AcceptError(`--${chosen.join(' and --')}: one source of tokens is wanted.`)
  }
  if (values['user-pool'] !== undefined) return { kind: 'pool', pool: poolOf(values) }
  const given = values.tokens ?? (chosen.length === 0 ? env.CLAIMCHECK_TOKENS : undefined)
  if (given !== undefined) return { kind: 'given', given }
  return { kind: 'local', stateDir: values.state ?? '.claimcheck' }
}

function poolOf(values: Values): UserPool {
  const wanted = (name: 'user-pool' | 'pool-issuer' | 'client-id' | 'sign-in' | 'redirect') => {
    const value = values[name]
    if (value !== undefined) return value
    throw new AcceptError(`--user-pool needs --${name} too. See --help.`)
  }
  return {
    userPoolId: wanted('user-pool'),
    issuer: wanted('pool-issuer'),
    clientId: wanted('client-id'),
    authorizeUrl: wanted('sign-in'),
    redirectUrl: wanted('redirect'),
  }
}
