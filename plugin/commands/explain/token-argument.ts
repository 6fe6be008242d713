import { text } from 'node:stream/consumers'
import type { Explanation } from '../../explain/explanation.ts'
import { UserError } from '../../user-error.ts'

/** The parts of `serverless token explain` that have to be handled before Serverless reads the command line. */
export interface TakenInput {
  /** TOKEN. */
  readonly argument: string | undefined
  /** Takes the exit code of the process. */
  readonly exitWith: (code: number) => void
}

/** Undefined for any other command. @param words of the command, as Serverless found them so far. */
export function takeInput([first, second]: readonly string[]): TakenInput | undefined {
  if (first !== 'token' || second !== 'explain') return undefined
  return { exitWith: keepExitCode(), argument: takeArgument(process.argv) }
}

/** Options of `token explain` that take no value; every other one has its value in the next word. */
const switches = new Set(['--json', '--help', '-h', '--verbose', '--debug'])

/**
 * Takes TOKEN out of `serverless token explain [TOKEN]`, wherever it is among the options. Serverless knows no arguments:
 * it would read TOKEN as the name of a command and, not finding it, print it.
 *
 * @param argv as `process.argv`; changed in place.
 */
export function takeArgument(argv: string[]): string | undefined {
  const index = argv.findIndex((word, place) => place > lastCommandWord && isArgument(word, argv[place - 1]))
  return index === -1 ? undefined : argv.splice(index, 1)[0]
}

/** node, serverless, token, explain. */
const lastCommandWord = 3

function isArgument(word: string, before = ''): boolean {
  if (/^-./.test(word)) return false
  const isValue = /^-./.test(before) && !before.includes('=') && !switches.has(before)
  return !isValue
}

/** stdin, or what a test puts in its place. */
export type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean }

/**
 * What the identity source would hold: the argument, or stdin if it is `-` or missing while stdin is no terminal.
 * Of a pasted header line, the value. White space around it is dropped, as in a request.
 *
 * @throws {UserError} `ERR_TOKEN_MISSING` at a terminal without an argument, with the ways to give one.
 */
export async function readToken(argument: string | undefined, input: Input): Promise<string> {
  if (argument === undefined && input.isTTY) throw missing()
  const value = argument === undefined || argument === '-' ? await text(input) : argument
  return value.replace(/^authorization:/i, '').replace(/^[ \t]+|\s+$/g, '')
}

function missing(): UserError {
  return new UserError(
    'ERR_TOKEN_MISSING',
    'Which token? Give it as the argument, "npx claimcheck explain TOKEN", ' +
      'or through stdin, "... | npx claimcheck explain -", which leaves nothing in the shell\'s history.',
  )
}

/** 0 accepted, 1 refused, 2 neither: there is no text, or none that can be read as a signed JWT. */
export function exitCodeOf({ answer }: Explanation): 0 | 1 | 2 {
  if (!answer) return 0
  return answer.check === 'identity source' || answer.check === 'decode' ? 2 : 1
}

/**
 * Serverless ends with 1 after any error, which here would read as "refused": until there is a verdict, an error ends
 * the process with 2.
 *
 * @returns takes the verdict's exit code.
 */
function keepExitCode(): (code: number) => void {
  let verdict: number | undefined
  process.once('exit', (code) => {
    process.exitCode = verdict ?? (code === 0 ? 0 : 2)
  })
  return (code) => {
    verdict = code
  }
}
