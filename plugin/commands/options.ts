import { parseIssuerUrl } from '../../authorizer/issuer-url.ts'
import type { CliOptions, OptionDefinition } from '../command.ts'
import type { TrustedIssuer } from '../service/service.ts'
import { UserError } from '../user-error.ts'

/** `--state` of commands that look for a local run. */
export const stateOption = {
  type: 'string',
  usage: 'The --state of the local run, if it has one (default: .claimcheck)',
} as const satisfies OptionDefinition

/** An option that takes any text; undefined if it was not given. */
export function readText(options: CliOptions, name: string): string | undefined {
  const given = options[name]
  return given === undefined || given === null ? undefined : String(given)
}

/** An option that may be repeated; undefined if it was not given. */
export function readTexts(options: CliOptions, name: string): readonly string[] | undefined {
  const given = options[name]
  return Array.isArray(given) ? given.map(String) : undefined
}

/** 0 is any free port. @throws {UserError} `ERR_OPTION_INVALID` for anything but a number from 0 to 65535. */
export function readPort(options: CliOptions, name: string, standard: number): number {
  const given = options[name]
  if (given === undefined || given === null) return standard
  const port = given === '' ? Number.NaN : Number(given)
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw invalidOption(
    `--${name} is "${given}"; expected a port number, such as ${standard}, or 0 for any free one.`,
  )
}

/**
 * An option that takes a URL.
 *
 * @param example for the message.
 * @throws {UserError} `ERR_OPTION_INVALID` unless it is https, or on this machine where `allowLoopbackHttp` is set.
 */
export function readUrl(
  options: CliOptions,
  name: string,
  { example, allowLoopbackHttp }: { readonly example: string; readonly allowLoopbackHttp: boolean },
): string | undefined {
  const text = readText(options, name)
  if (text === undefined) return undefined
  try {
    parseIssuerUrl(text, { allowLoopbackHttp })
    return text
  } catch {
    throw invalidOption(`--${name} is "${text}"; expected an https URL, such as ${example}.`)
  }
}

/**
 * The issuer that `--issuer` and `--audience` name.
 *
 * @throws {UserError} `ERR_OPTION_INVALID` when one comes without the other, or the issuer is not an https URL.
 */
export function readTrustedIssuer(
  options: CliOptions,
  { allowLoopbackHttp = false }: { readonly allowLoopbackHttp?: boolean } = {},
): TrustedIssuer | undefined {
  const issuer = readUrl(options, 'issuer', { example: 'https://example.eu.auth0.com/', allowLoopbackHttp })
  const audience = splitList(options.audience)
  if (issuer === undefined && options.audience === undefined) return undefined
  if (issuer !== undefined && audience.length > 0) return { issuer, audience }
  throw invalidOption('--issuer and --audience go together: the issuer to trust, and the accepted audiences.')
}

/** `a, b` as a list; nothing as an empty one. */
export function splitList(text: unknown): string[] {
  return String(text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
}

export function invalidOption(message: string): UserError {
  return new UserError('ERR_OPTION_INVALID', message)
}
