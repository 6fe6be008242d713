import * as z from 'zod/mini'
import { type ProviderName, providerNames } from '../providers/index.ts'

/** What the deploy tells the function, read from its environment. */
export interface Settings {
  /** `CLAIMCHECK_PROVIDER`: by whose rules claims are read. */
  readonly provider: ProviderName
  /** `CLAIMCHECK_SCOPE_PREFIX`: what stands before a scope's plain name on the wire. @default '' */
  readonly scopePrefix: string
  /** `CLAIMCHECK_GROUPS_CLAIM`: the claim that holds groups, where the tenant chooses its name. */
  readonly groupsClaim: string | undefined
  /**
   * `CLAIMCHECK_IDENTITY_SOURCE`: where the route's authorizer finds the token. Claims get their types back from the
   * `authorization` header only if that is the header which the authorizer has checked.
   *
   * @default '$request.header.Authorization'
   */
  readonly identitySource: string
  /** `CLAIMCHECK_LOG_KEY`: keys the reference to the caller in the log; without it the log names no caller. */
  readonly logKey: string | undefined
  /** `PROFILE_TABLE`: the table of the profile service. @throws {SettingsError} on reading, if it is not set. */
  readonly profileTable: string
  /** `AWS_REGION`, which Lambda sets. */
  readonly region: string | undefined
  /** `AWS_ENDPOINT_URL_DYNAMODB`, or `AWS_ENDPOINT_URL` for all of AWS: where an emulator stands in for DynamoDB. */
  readonly dynamodbEndpoint: string | undefined
}

/** The environment of the function is not as the code needs it. The message names variables, never their values. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly code = 'ERR_SETTINGS_INVALID'
}

// Empty counts as not set: a template leaves an unused variable empty as often as it leaves it out.
const OptionalText = z.pipe(
  z.string(),
  z.transform((text) => text || undefined),
)

// The two forms that a JWT authorizer takes (API Gateway API reference, `Authorizer.identitySource`).
const IdentitySource = z.string().check(z.regex(/^(?:|\$request\.(?:header|querystring)\.[^\s,]+)$/))

const Environment = z.object({
  CLAIMCHECK_PROVIDER: z.enum(providerNames),
  CLAIMCHECK_SCOPE_PREFIX: z._default(z.string(), ''),
  CLAIMCHECK_GROUPS_CLAIM: z.optional(OptionalText),
  CLAIMCHECK_IDENTITY_SOURCE: z.optional(IdentitySource),
  CLAIMCHECK_LOG_KEY: z.optional(OptionalText),
  PROFILE_TABLE: z.optional(OptionalText),
  AWS_REGION: z.optional(OptionalText),
  AWS_ENDPOINT_URL_DYNAMODB: z.optional(OptionalText),
  AWS_ENDPOINT_URL: z.optional(OptionalText),
})

const wanted: Readonly<Record<string, string>> = {
  CLAIMCHECK_PROVIDER: `one of ${providerNames.join(', ')}`,
  CLAIMCHECK_IDENTITY_SOURCE:
    '$request.header.<Name> or $request.querystring.<name>, as the authorizer has it',
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
    identitySource: data.CLAIMCHECK_IDENTITY_SOURCE || '$request.header.Authorization',
    logKey: data.CLAIMCHECK_LOG_KEY,
    region: data.AWS_REGION,
    dynamodbEndpoint: data.AWS_ENDPOINT_URL_DYNAMODB ?? data.AWS_ENDPOINT_URL,
    // Only the profile service needs it, so only asking for it fails.
    get profileTable(): string {
      return data.PROFILE_TABLE ?? missing('PROFILE_TABLE', 'the name of a DynamoDB table')
    },
  }
}

let remembered: Settings | undefined

/**
 * The settings of this function, read from its environment when first asked for.
 *
 * @throws {SettingsError} `ERR_SETTINGS_INVALID`, at each call until the environment is fixed.
 */
export function settings(): Settings {
  remembered ??= readSettings(process.env)
  return remembered
}

function complaint(issue: { readonly path: readonly PropertyKey[] }): string {
  const name = String(issue.path[0])
  return complaintAbout(name, wanted[name] ?? 'text')
}

function missing(name: string, form: string): never {
  throw new SettingsError(complaintAbout(name, form))
}

function complaintAbout(name: string, form: string): string {
  return (
    `The environment variable ${name} is missing or wrong: set it to ${form} ` +
    `under provider.environment in serverless.yml, or where you run the function.`
  )
}
