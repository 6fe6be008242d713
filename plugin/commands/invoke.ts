import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { CliOptions, CommandContext, CommandDefinition } from '../command.ts'
import { invalidOption, readText, stateOption } from './options.ts'

/** `claimcheck invoke`; `serverless invoke` is Serverless's own. */
export const invokeDefinition = {
  usage: 'Invoke a function of the running local run, and print what it returns',
  options: {
    state: stateOption,
    log: { type: 'boolean', usage: 'Print the end of what the function writes, too, to stderr' },
    data: { type: 'string', usage: 'The event: JSON, @ and a file, or - for stdin (default: {})' },
  },
} as const satisfies CommandDefinition

export interface InvokeContext extends Pick<CommandContext, 'stateDir' | 'options'> {
  /** FUNCTION: the key in serverless.yml, or the deployed name. */
  readonly argument: string | undefined
  readonly input: NodeJS.ReadableStream
  readonly output: Pick<NodeJS.WriteStream, 'write'>
  readonly errors: Pick<NodeJS.WriteStream, 'write'>
}

/**
 * Writes the function's answer to `output`, or its error to `errors`.
 *
 * @returns the exit code: 0, or 1 when the function failed.
 * @throws {UserError} `ERR_OPTION_INVALID` without FUNCTION or for data that is not JSON, or as `requestInvocation` does.
 */
export async function runInvoke({
  stateDir,
  options,
  argument,
  input,
  output,
  errors,
}: InvokeContext): Promise<0 | 1> {
  if (argument === undefined) {
    throw invalidOption('Which function? Give its key in serverless.yml: npx claimcheck invoke FUNCTION')
  }
  const event = await readEvent(options, input)
  const { requestInvocation } = await import('../local/invoke-client.ts')
  const { isError, text: answer, log } = await requestInvocation(stateDir, { name: argument, event })
  if (options.log === true && log !== '') errors.write(`${log}\n`)
  ;(isError ? errors : output).write(`${answer}\n`)
  return isError ? 1 : 0
}

async function readEvent(options: CliOptions, input: NodeJS.ReadableStream): Promise<string> {
  const data = readText(options, 'data') ?? '{}'
  const event = data === '-' ? await text(input) : data.startsWith('@') ? await readData(data.slice(1)) : data
  try {
    JSON.parse(event)
    return event
  } catch (error) {
    // The data itself is not repeated: it may hold a token.
    const { name } = error as Error
    throw invalidOption(`The data is not JSON (${name}). Give JSON, such as --data '{"id":1}', @FILE or -.`)
  }
}

async function readData(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw invalidOption(`--data names the file ${file}, which cannot be read (${cause.code}).`)
  })
}
