import * as z from 'zod/mini'
import { type ProviderName, providerNames } from '../providers/index.ts'

/** What deploying tells the function, through its environment. */
export interface Settings {
  /** `CLAIMCHECK_PROVIDER`: `cognito`, `auth0`, `okta` or `oidc`, whose rules claims are read by. Required. */
  readonly provider: ProviderName
  /** `CLAIMCHECK_SCOPE_PREFIX`: precedes a scope's plain name in tokens, such as `claimcheck/`. @default '' */
  readonly scopePrefix: string
  /** `CLAIMCHECK_GROUPS_CLAIM`: the claim that holds groups, where its name is configurable. */
  readonly groupsClaim: string | undefined
  /**
   * `CLAIMCHECK_IDENTITY_SOURCE`: where the route's authorizer finds the token. Claims get their types back from the
   * `authorization` header only if this says that the authorizer checks that header. Not set, they stay text: a
   * list of several groups is then ambiguous, and a route that needs one answers 403.
   */
  readonly identitySource: string | undefined
  /** `CLAIMCHECK_LOG_KEY`: the HMAC key of `subjectRef` in the log; without it the log has no `subjectRef`. */
  readonly logKey: string | undefined
}

/** The function's environment is missing something. The message names variables, never their values, and is logged. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly code = 'ERR_SETTINGS_INVALID'
}

// Empty counts as not set: templates leave unused variables empty as often as they leave them out.
const OptionalText = z.pipe(
  z.string(),
  z.transform((text) => text || undefined),
)

// The two forms that a JWT authorizer accepts (API Gateway API reference, `Authorizer.identitySource`).
const IdentitySource = z.string().check(z.regex(/^(?:|\$request\.(?:header|querystring)\.[^\s,]+)$/))

const Environment = z.object({
  CLAIMCHECK_PROVIDER: z.enum(providerNames),
  CLAIMCHECK_SCOPE_PREFIX: z._default(z.string(), ''),
  CLAIMCHECK_GROUPS_CLAIM: z.optional(OptionalText),
  CLAIMCHECK_IDENTITY_SOURCE: z.optional(IdentitySource),
  CLAIMCHECK_LOG_KEY: z.optional(OptionalText),
})

const expected: Readonly<Record<string, string>> = {
  CLAIMCHECK_PROVIDER: `one of ${providerNames.join(', ')}`,
  CLAIMCHECK_IDENTITY_SOURCE:
    '$request.header.<Name> or $request.querystring.<name>, the same as the authorizer',
}

/**
 * Reads settings from `environment`.
 *
 * @throws {SettingsError} `ERR_SETTINGS_INVALID`, naming each variable that is missing or wrong.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const read = Environment.safeParse(environment)
  if (!read.success) throw new SettingsError(read.error.issues.map(complaint).join(' '))
  const { data } = read
  return {
    provider: data.CLAIMCHECK_PROVIDER,
    scopePrefix: data.CLAIMCHECK_SCOPE_PREFIX,
    groupsClaim: data.CLAIMCHECK_GROUPS_CLAIM,
    identitySource: data.CLAIMCHECK_IDENTITY_SOURCE || undefined,
    logKey: data.CLAIMCHECK_LOG_KEY,
  }
}

let cached: Settings | undefined

/**
 * The settings of this function, read from its environment on first use and kept.
 *
 * @throws {SettingsError} `ERR_SETTINGS_INVALID`, at each call until the environment is fixed.
 */
export function settings(): Settings {
  cached ??= readSettings(process.env)
  return cached
}

function complaint(issue: { readonly path: readonly PropertyKey[] }): string {
  const name = String(issue.path[0])
  return (
    `The environment variable ${name} is missing or wrong. Set it to ${expected[name] ?? 'text'} ` +
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
