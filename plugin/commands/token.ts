import type { CliOptions, Command, CommandContext } from '../command.ts'
import { parseClaim } from '../local/issuer/users/claim-text.ts'
import type { TokenRequest } from '../local/issuer-client.ts'
import { invalidOption, readText, readTexts, stateOption } from './options.ts'

/** `serverless token` and `claimcheck token`. */
export const token = {
  definition: {
    usage: 'Print a token from the running local issuer, and nothing else, to stdout',
    lifecycleEvents: ['print'],
    options: {
      state: stateOption,
      use: { type: 'string', usage: 'Kind of token: id or access (default: access)' },
      client: { type: 'boolean', usage: 'A machine-to-machine access token, with no user' },
      user: {
        type: 'string',
        usage: 'Email of a local user, created if missing (default: alice@example.com)',
      },
      group: {
        type: 'multiple',
        usage: "A group in this one token; may be repeated (default: the user's own groups)",
      },
      claim: {
        type: 'multiple',
        usage: 'A custom claim in this one token: name=value, where value may be JSON; may be repeated',
      },
      broken: {
        type: 'string',
        usage: 'Break it: expired, issuer-slash and others; an unknown name prints the list',
      },
      scope: { type: 'multiple', usage: 'A scope to grant; may be repeated (default: all of the service)' },
    },
  },
  hooks: (context) => ({ 'token:print': () => runToken(context) }),
} as const satisfies Command

/**
 * Prints one token.
 *
 * @throws {UserError} `ERR_OPTION_INVALID`, or as `requestToken` and `requestBrokenToken` do.
 */
export async function runToken({
  stateDir,
  options,
}: Pick<CommandContext, 'stateDir' | 'options'>): Promise<void> {
  const request = readTokenRequest(options)
  const { requestToken, requestBrokenToken } = await import('../local/issuer-client.ts')
  const good = await requestToken(stateDir, request, (line) => process.stderr.write(`${line}\n`))
  const broken = readText(options, 'broken')
  process.stdout.write(`${broken === undefined ? good : await requestBrokenToken(stateDir, good, broken)}\n`)
}

/**
 * @throws {UserError} `ERR_OPTION_INVALID` for a token use other than `id` and `access`, and for a machine-to-machine
 * token with something that only users have.
 */
export function readTokenRequest(options: CliOptions): TokenRequest {
  const { use = 'access', client } = options
  const [user, groups, scopes] = [
    readText(options, 'user'),
    readTexts(options, 'group'),
    readTexts(options, 'scope'),
  ]
  const claims = readClaims(options)
  if (use !== 'id' && use !== 'access') throw invalidOption(`--use is "${use}"; expected id or access.`)
  if (client && (use === 'id' || user !== undefined || groups !== undefined)) {
    throw invalidOption(
      '--client requests a machine-to-machine access token: leave out --use id, --user and --group.',
    )
  }
  return {
    use,
    ...(client === true && { client }),
    ...(user !== undefined && { user }),
    ...(groups && { groups }),
    ...(scopes && { scopes }),
    ...(claims && { claims }),
  }
}

/** The value is not repeated in a message. */
function readClaims(options: CliOptions): TokenRequest['claims'] {
  const pairs = readTexts(options, 'claim')?.map((text, index) => {
    const pair = parseClaim(text)
    if (pair) return pair
    throw invalidOption(
      `--claim number ${index + 1} is not name=value; expected, for example, --claim tenant_id=acme.`,
    )
  })
  return pairs && Object.fromEntries(pairs)
}
