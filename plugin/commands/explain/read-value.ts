import { text } from 'node:stream/consumers'
import { UserError } from '../../user-error.ts'

/** Where a token may come from when none stands on the command line. */
export type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean }

/**
 * What the identity source would hold: the argument, or stdin where it is `-` or where there is none and stdin is no terminal.
 * A pasted header line is taken for its value. Blanks around it and line breaks behind it go, as they would in a request.
 *
 * @throws {UserError} `ERR_TOKEN_MISSING` at a terminal without an argument, with the ways to give one.
 */
export async function readValue(argument: string | undefined, input: Input): Promise<string> {
  if (argument === undefined && input.isTTY) throw missing()
  const value = argument === undefined || argument === '-' ? await text(input) : argument
  return value.replace(/^authorization:/i, '').replace(/^[ \t]+|\s+$/g, '')
}

function missing(): UserError {
  return new UserError(
    'ERR_TOKEN_MISSING',
    'Which token? Give it as the argument, "serverless token explain TOKEN", ' +
      'or through stdin, "... | serverless token explain -", which leaves nothing in the shell\'s history.',
  )
}
