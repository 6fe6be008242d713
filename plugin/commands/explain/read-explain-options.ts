import { parseIssuerUrl } from '../../authorizer/issuer-url.ts'
import type { TrustedIssuer } from '../../service/read-service.ts'
import { UserError } from '../../user-error.ts'
import { type CliOptions, splitList } from '../options.ts'

/** What `serverless token explain` was asked. */
export interface ExplainRequest {
  /** `--issuer` and `--audience`. */
  readonly trust: TrustedIssuer | undefined
  /** `--route`. */
  readonly route: string | undefined
  /** `--scope`, instead of the route's. */
  readonly scopes: readonly string[] | undefined
  /** `--at`; milliseconds since the epoch. Default: now. */
  readonly nowMs: number
  readonly json: boolean
}

/** @throws {UserError} `ERR_OPTION_INVALID` saying which option, what it is and what it should be. */
export function readExplainOptions(options: CliOptions): ExplainRequest {
  const { route, scope, json } = options
  return {
    trust: readTrust(options),
    route: typeof route === 'string' ? route : undefined,
    scopes: Array.isArray(scope) ? scope.map(String) : undefined,
    nowMs: readTime(options.at),
    json: json === true,
  }
}

/** Unlike for a run, an issuer on this machine will do. */
function readTrust({ issuer, audience }: CliOptions): TrustedIssuer | undefined {
  if (issuer === undefined && audience === undefined) return undefined
  const audiences = splitList(audience)
  if (typeof issuer !== 'string' || audiences.length === 0) {
    throw invalid(
      '--issuer and --audience go together: whose tokens are accepted, and whom they must be for.',
    )
  }
  try {
    parseIssuerUrl(issuer, { allowLoopbackHttp: true })
  } catch {
    throw invalid(`--issuer is "${issuer}"; wanted an https URL, such as https://example.eu.auth0.com/.`)
  }
  return { issuer, audience: audiences }
}

/** ISO 8601, or seconds since the epoch as tokens have them. */
function readTime(at: unknown): number {
  if (at === undefined || at === null) return Date.now()
  const text = String(at)
  const timeMs = /^\d{1,11}$/.test(text) ? Number(text) * 1_000 : Date.parse(text)
  if (!Number.isNaN(timeMs)) return timeMs
  throw invalid(`--at is "${text}"; wanted a time such as 2026-11-23T12:00:00Z, or seconds since 1970.`)
}

function invalid(message: string): UserError {
  return new UserError('ERR_OPTION_INVALID', message)
}
