import { type ProviderName, providerNames, type TokenUse } from '../providers/index.ts'

/** What deploying tells the function, through its environment. */
export interface Settings {
  /** `CLAIMCHECK_PROVIDER`: `cognito`, `auth0`, `okta` or `oidc`, whose rules claims are read by. Required. */
  readonly provider: ProviderName
  /** `CLAIMCHECK_SCOPE_PREFIX`: precedes a scope's plain name in tokens, such as `claimcheck/`. @default '' */
  readonly scopePrefix: string
  /** `CLAIMCHECK_GROUPS_CLAIM`: the claim that holds groups, where its name is configurable; a path for a nested one. */
  readonly groupsClaim: string | undefined
  /**
   * `CLAIMCHECK_IDENTITY_SOURCE`: where the route's authorizer finds the token. Claims get their types back from the
   * `authorization` header only if this says that the authorizer checks that header. Not set, they stay text: a
   * list of several groups is then ambiguous, and a route that needs one answers 403.
   */
  readonly identitySource: string | undefined
  /**
   * `CLAIMCHECK_TOKEN_USE`: `id` or `access`, what the issuer's tokens are where they do not say it themselves. For provider
   * `oidc`; the others know.
   */
  readonly tokenUse: TokenUse | undefined
  /** `CLAIMCHECK_LOG_KEY`: the HMAC key of `subjectRef` in the log; without it the log has no `subjectRef`. */
  readonly logKey: string | undefined
}

/** The function's environment is missing something. The message names variables, never their values, and is logged. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly code = 'ERR_SETTINGS_INVALID'
}

// The two forms that a JWT authorizer accepts (API Gateway API reference, `Authorizer.identitySource`), and that of a REST API.
const identitySources = /^(?:|(?:\$request\.(?:header|querystring)|method\.request\.header)\.[^\s,]+)$/

/** What a variable may be, empty where it may be left out, and the words for it. Read by hand: zod would cost a function without a schema half its size. */
const rules: Readonly<Record<string, readonly [allowed: RegExp, expected: string]>> = {
  PROVIDER: [new RegExp(`^(?:${providerNames.join('|')})$`), `one of ${providerNames.join(', ')}`],
  IDENTITY_SOURCE: [
    identitySources,
    '$request.header.<Name> or $request.querystring.<name>, the same as the authorizer',
  ],
  TOKEN_USE: [/^(?:|id|access)$/, 'id or access'],
}

/**
 * Reads settings from `environment`. Empty counts as not set: templates leave unused variables empty as often as out.
 *
 * @throws {SettingsError} `ERR_SETTINGS_INVALID`, naming each variable that is missing or wrong.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const read = (name: string) => environment[`CLAIMCHECK_${name}`] || undefined
  const wrong = Object.entries(rules).filter(([name, [allowed]]) => !allowed.test(read(name) ?? ''))
  if (wrong.length > 0)
    throw new SettingsError(wrong.map(([name, [, expected]]) => complaint(name, expected)).join(' '))
  return {
    provider: read('PROVIDER') as ProviderName,
    scopePrefix: read('SCOPE_PREFIX') ?? '',
    groupsClaim: read('GROUPS_CLAIM'),
    identitySource: read('IDENTITY_SOURCE'),
    tokenUse: read('TOKEN_USE') as TokenUse | undefined,
    logKey: read('LOG_KEY'),
  }
}

let cached: Settings | undefined
let ofTests: (() => Settings) | undefined

/**
 * The settings of this function, read from its environment on first use and kept.
 *
 * @throws {SettingsError} `ERR_SETTINGS_INVALID`, at each call until the environment is fixed.
 */
export function settings(): Settings {
  if (ofTests) return ofTests()
  cached ??= readSettings(process.env)
  return cached
}

/**
 * Has `settings` return what this function does: tests have settings for each call.
 *
 * @internal
 */
export function takeSettingsFrom(other: () => Settings): void {
  ofTests = other
}

function complaint(name: string, expected: string): string {
  return (
    `The environment variable CLAIMCHECK_${name} is missing or wrong. Set it to ${expected} ` +
    `under provider.environment in serverless.yml, or where you run the function.`
  )
}

/**
 * `CLAIMCHECK_RESPONSES`: `fail`, `log` or `off`, for what a response that its schema does not allow leads to. By default `fail`, and on
 * Lambda `off`. The local run, which sets Lambda's variables too, sets it to `fail`.
 */
export function responseCheck(
  { CLAIMCHECK_RESPONSES: check, AWS_LAMBDA_FUNCTION_NAME: lambda }: NodeJS.ProcessEnv = process.env,
): 'fail' | 'log' | 'off' {
  if (check === 'fail' || check === 'log' || check === 'off') return check
  return lambda ? 'off' : 'fail'
}
