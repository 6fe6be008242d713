import { parseIssuerUrl } from '../authorizer/issuer-url.ts'
import type { ConsoleOptions } from '../local/console/stage/stage-target.ts'
import { UserError } from '../user-error.ts'
import { type CliOptions, readText, splitList } from './options.ts'

/** @throws {UserError} `ERR_OPTION_INVALID` for anything but an https URL, or one of this machine. */
export function readConsoleOptions(options: CliOptions): ConsoleOptions {
  const audience = splitList(options.audience)
  return {
    issuer: readUrl(options, 'issuer', 'https://example.eu.auth0.com/'),
    clientId: readText(options, 'client-id'),
    apiUrl: readUrl(options, 'url', 'https://a1b2c3.execute-api.us-east-1.amazonaws.com')?.replace(/\/$/, ''),
    audience: audience.length > 0 ? audience : undefined,
    scopes: Array.isArray(options.scope) ? options.scope.map(String) : undefined,
  }
}

function readUrl(options: CliOptions, name: string, example: string): string | undefined {
  const text = readText(options, name)
  if (text === undefined) return undefined
  try {
    parseIssuerUrl(text, { allowLoopbackHttp: true })
    return text
  } catch {
    throw new UserError(
      'ERR_OPTION_INVALID',
      `--${name} is "${text}"; wanted an https URL, such as ${example}.`,
    )
  }
}
