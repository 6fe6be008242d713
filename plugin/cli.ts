import type { CliOptions, CommandDefinition } from './command.ts'
import { findStateDir } from './local/run-state.ts'
import { ignoreClosedOutput } from './system/closed-output.ts'
import { describeOptions, type OptionDeclarations, readCommandLine } from './system/command-line.ts'
import { nearestWord } from './system/nearest-word.ts'
import { UserError } from './user-error.ts'

// `claimcheck`: what `serverless token` and `serverless token explain` do, without loading Serverless, and the console's link. Most of its time is
// starting up, so what not every call needs is imported where it is needed.

interface CommandLine {
  readonly options: CliOptions
  readonly argument: string | undefined
  readonly stateDir: string
}

type QuickDefinition = Required<Pick<CommandDefinition, 'usage' | 'options'>>

interface QuickCommand {
  readonly synopsis: string
  /** What its argument is called, if it takes one. */
  readonly argument?: 'TOKEN' | 'FUNCTION'
  /** Exit code after an error. */
  readonly failure: 1 | 2
  /** The same as Serverless's: options and their help are declared once. */
  definition(): Promise<QuickDefinition>
  /** @returns the exit code */
  run(line: CommandLine): Promise<number>
}

const commands: Readonly<Record<string, QuickCommand>> = {
  token: {
    synopsis: 'claimcheck token [options]',
    failure: 1,
    definition: async () => (await import('./commands/token.ts')).token.definition,
    async run(line) {
      const { runToken } = await import('./commands/token.ts')
      await runToken(line)
      return 0
    },
  },
  explain: {
    synopsis: 'claimcheck explain TOKEN [options]',
    argument: 'TOKEN',
    // 1 would read as "refused".
    failure: 2,
    definition: async () => (await import('./commands/explain/explain.ts')).explain.definition,
    async run({ options, stateDir, argument }) {
      const { readExplainRequest } = await import('./commands/explain/explain.ts')
      const request = readExplainRequest(options)
      const { runExplain } = await import('./commands/explain/run-explain.ts')
      const { text, exitCode } = await runExplain({ request, stateDir, argument, input: process.stdin })
      process.stdout.write(text)
      return exitCode
    },
  },
  local: {
    synopsis: 'claimcheck local --template FILE [options]',
    failure: 1,
    definition: async () => (await import('./commands/local-template.ts')).localTemplate,
    async run({ options }) {
      const { runLocalTemplate } = await import('./commands/local-template.ts')
      await runLocalTemplate(options)
      return 0
    },
  },
  link: {
    synopsis: 'claimcheck link [options]',
    failure: 1,
    definition: async () => (await import('./commands/link.ts')).linkDefinition,
    async run(line) {
      const { runLink } = await import('./commands/link.ts')
      await runLink(line)
      return 0
    },
  },
  invoke: {
    synopsis: 'claimcheck invoke FUNCTION [options]',
    argument: 'FUNCTION',
    failure: 1,
    definition: async () => (await import('./commands/invoke.ts')).invokeDefinition,
    async run(line) {
      const { runInvoke } = await import('./commands/invoke.ts')
      const { stdin: input, stdout: output, stderr: errors } = process
      return runInvoke({ ...line, input, output, errors })
    },
  },
}

/** Of the plugin; `claimcheck` leaves them to Serverless. */
const serverlessCommands = [
  'access',
  'console',
  'deploy',
  'offline',
  'openapi',
  'package',
  'preflight',
  'rehearse',
]
const other = `With Serverless, npx serverless COMMAND: local, ${serverlessCommands.join(', ')}.`

ignoreClosedOutput()
process.exitCode = await main(process.argv.slice(2))

async function main([name = '', ...words]: readonly string[]): Promise<number> {
  if (['', '--help', '-h', 'help'].includes(name)) return print(await generalHelp())
  if (['--version', '-v'].includes(name)) return print(`${await readVersion()}\n`)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) return fail(1, describeUnknownCommand(name))
  try {
    const definition = await command.definition()
    const line = readLine(name, command, definition, words)
    return line ? await command.run(line) : print(commandHelp(command, definition))
  } catch (error) {
    const { message, stack = message } = error as Error
    return fail(command.failure, error instanceof UserError ? message : stack)
  }
}

/** The word itself is not repeated: it may be a token. */
function describeUnknownCommand(name: string): string {
  const meant = nearestWord(name, [...Object.keys(commands), ...serverlessCommands])
  if (meant === undefined)
    return `There is no such command. There are: ${Object.keys(commands).join(', ')}. ${other}`
  const program = Object.hasOwn(commands, meant) ? 'claimcheck' : 'serverless'
  if (meant === name) return `${name} is a command of Serverless: npx serverless ${name}`
  return `There is no such command. Did you mean: npx ${program} ${meant}? All commands: npx claimcheck --help`
}

/**
 * Undefined for `--help`.
 *
 * @throws {UserError} `ERR_OPTION_INVALID`, without repeating an argument: it may be a token.
 */
function readLine(
  name: string,
  { argument }: QuickCommand,
  definition: QuickDefinition,
  words: readonly string[],
): CommandLine | undefined {
  const { values, positionals } = readCommandLine(words, declare(definition), {
    allowPositionals: true,
    more: allOptions(name),
  })
  if (values.help) return undefined
  if (positionals.length > (argument ? 1 : 0)) throw tooMany(name, argument, positionals)
  const options = values as CliOptions
  const { state = '.claimcheck' } = options
  return { options, argument: positionals[0], stateDir: findStateDir(String(state), process.cwd()) }
}

function declare({ options }: QuickDefinition): OptionDeclarations {
  const declared = Object.entries(options).map(([name, { type, usage: help }]) => {
    const isSwitch = type === 'boolean'
    const value = isSwitch ? {} : { value: name.toUpperCase() }
    return [
      name,
      { type: isSwitch ? type : 'string', multiple: type === 'multiple', help, ...value },
    ] as const
  })
  return {
    ...Object.fromEntries(declared),
    help: { type: 'boolean', short: 'h', help: 'Show this message' },
  }
}

function tooMany(
  name: string,
  argument: QuickCommand['argument'],
  [word = '']: readonly string[],
): UserError {
  if (argument) return invalid(name, `claimcheck ${name} takes one ${argument}.`)
  if (name !== 'token') return invalid(name, `claimcheck ${name} takes no argument.`)
  const [before, after] = nearestWord(word, ['explain']) ? ['Did you mean', '?'] : ['To explain a token', '.']
  return invalid(
    name,
    `claimcheck ${name} takes no argument. ${before}: npx claimcheck explain TOKEN${after}`,
  )
}

function invalid(name: string, message: string): UserError {
  return new UserError('ERR_OPTION_INVALID', `${message} ${allOptions(name)}`)
}

function allOptions(name: string): string {
  return `All options: npx claimcheck ${name} --help`
}

async function generalHelp(): Promise<string> {
  const rows = await Promise.all(
    Object.values(commands).map(
      async ({ synopsis, definition }) => [synopsis, (await definition()).usage] as const,
    ),
  )
  const width = Math.max(...rows.map(([synopsis]) => synopsis.length))
  const lines = rows.map(([synopsis, usage]) => `  ${synopsis.padEnd(width)}  ${usage}`).join('\n')
  return `Tokens, console and functions of the local run, which npx serverless local starts.\n\n${lines}\n\nOptions of each: npx claimcheck COMMAND --help\n${other}\n`
}

function commandHelp({ synopsis }: QuickCommand, definition: QuickDefinition): string {
  return `${synopsis}\n${definition.usage}\n\n${describeOptions(declare(definition))}\n`
}

async function readVersion(): Promise<string> {
  const { default: manifest } = await import('./package.json', { with: { type: 'json' } })
  return manifest.version
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}

function fail(exitCode: number, message: string): number {
  process.stderr.write(`${message}\n`)
  return exitCode
}
