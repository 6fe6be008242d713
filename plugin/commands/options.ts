import type { TokenRequest } from '../local/request-token.ts'
import type { TrustedIssuer } from '../service/read-service.ts'
import { UserError } from '../user-error.ts'

/** Command line options as Serverless hands them over: text, a list or a switch; absent ones are undefined. */
export type CliOptions = Readonly<Record<string, unknown>>

/** An option that takes any text; undefined if it was not given. */
export function readText(options: CliOptions, name: string): string | undefined {
  const given = options[name]
  return given === undefined || given === null ? undefined : String(given)
}

/** @throws {UserError} `ERR_OPTION_INVALID` for anything but a port number from 1 to 65535. */
export function readPort(options: CliOptions, name: string, standard: number): number {
  const given = options[name]
  if (given === undefined || given === null) return standard
  const port = Number(given)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw invalid(`--${name} is "${given}"; wanted a port number from 1 to 65535, such as ${standard}.`)
}

/**
 * The real tenant that `--issuer` and `--audience` name, if they do.
 *
 * @throws {UserError} `ERR_OPTION_INVALID` when one comes without the other or the issuer is not an https URL, which API
 * Gateway asks for too.
 */
export function readTenant({ issuer, audience }: CliOptions): TrustedIssuer | undefined {
  if (issuer === undefined && audience === undefined) return undefined
  const audiences = splitList(audience)
  if (typeof issuer !== 'string' || audiences.length === 0) {
    throw invalid(
      '--issuer and --audience go together: the issuer to trust, and whom its tokens must be for.',
    )
  }
  if (URL.canParse(issuer) && new URL(issuer).protocol === 'https:') return { issuer, audience: audiences }
  throw invalid(`--issuer is "${issuer}"; wanted an https URL, such as https://example.eu.auth0.com/.`)
}

/**
 * @throws {UserError} `ERR_OPTION_INVALID` for a token use other than `id` and `access`, and for a client by itself that is
 * to have what only a person has.
 */
export function readTokenRequest({ use = 'access', client, user, group, scope }: CliOptions): TokenRequest {
  if (use !== 'id' && use !== 'access') throw invalid(`--use is "${use}"; wanted id or access.`)
  if (client && (use === 'id' || user !== undefined || group !== undefined)) {
    throw invalid(
      '--client asks for the access token of a client by itself: no --use id, no --user, no --group.',
    )
  }
  return {
    use,
    ...(client === true && { client }),
    ...(typeof user === 'string' && { user }),
    ...(Array.isArray(group) && { groups: group.map(String) }),
    ...(Array.isArray(scope) && { scopes: scope.map(String) }),
  }
}

/** `a, b` as a list; nothing as an empty one. */
export function splitList(text: unknown): string[] {
  return String(text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
}

function invalid(message: string): UserError {
  return new UserError('ERR_OPTION_INVALID', message)
}
