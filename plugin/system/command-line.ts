import { type ParseArgsOptionDescriptor, parseArgs } from 'node:util'
import { UserError } from '../user-error.ts'
import { nearestWord } from './nearest-word.ts'

/** One option of a command line: how it is read, and what `--help` says about it. */
export type OptionDeclaration = ParseArgsOptionDescriptor & {
  /** The placeholder of its value in the help: `FILE`. */
  readonly value?: string
  /** One line or several. The default is added. */
  readonly help?: string
}

export type OptionDeclarations = Readonly<Record<string, OptionDeclaration>>

/**
 * Reads a command line by its declarations.
 *
 * @param more where the options are listed, as a sentence.
 * @throws {UserError} `ERR_OPTION_INVALID` for an option that is not declared, or one without its value.
 */
export function readCommandLine<const Options extends OptionDeclarations>(
  args: readonly string[],
  options: Options,
  { allowPositionals = false, more = 'See --help.' } = {},
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: allowPositionals as true })
  } catch (error) {
    const problem = describeParseError(error, Object.keys(options))
    throw new UserError('ERR_OPTION_INVALID', `${problem} ${more}`)
  }
}

/**
 * What is wrong with a command line that `parseArgs` rejected. An argument is not repeated: it may be a token.
 *
 * @param known the options there are, without dashes.
 */
function describeParseError(error: unknown, known: Iterable<string>): string {
  const { code, message } = error as NodeJS.ErrnoException
  const [, option = ''] = /'(?:-\w, )?(--?[\w-]+)/.exec(message) ?? []
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return describeUnknownOption(option, known)
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return 'This command takes no argument.'
  return /does not take an argument/.test(message)
    ? `${option} takes no value.`
    : `${option} requires a value.`
}

/** @param option with its dashes. */
function describeUnknownOption(option: string, known: Iterable<string>): string {
  const meant = nearestWord(option.replace(/^-+/, ''), known)
  return `Unknown option ${option}.${meant === undefined ? '' : ` Did you mean --${meant}?`}`
}

/** The options as lines of a help text, two spaces in. */
export function describeOptions(options: OptionDeclarations): string {
  const entries = Object.entries(options).map(([name, option]) => ({
    head: `  --${name}${option.value ? ` ${option.value}` : ''}`,
    lines: `${option.help ?? ''}${typeof option.default === 'string' ? ` (default: ${option.default})` : ''}`,
  }))
  const width = Math.max(...entries.map(({ head }) => head.length)) + 3
  return entries
    .map(({ head, lines }) => `${head.padEnd(width)}${lines.replaceAll('\n', `\n${' '.repeat(width)}`)}`)
    .map((text) => text.trimEnd())
    .join('\n')
}
