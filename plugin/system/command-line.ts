import { type ParseArgsOptionDescriptor, parseArgs } from 'node:util'
import { UserError } from '../user-error.ts'

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
 * @throws {UserError} `ERR_OPTION_INVALID` for an option that is not declared, or one without its value.
 */
export function readCommandLine<const Options extends OptionDeclarations>(
  args: readonly string[],
  options: Options,
  { allowPositionals = false } = {},
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: allowPositionals as true })
  } catch (error) {
    throw new UserError('ERR_OPTION_INVALID', `${(error as Error).message} See --help.`)
  }
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
