import { Command, CommanderError, Option } from 'commander'
import { providerNames } from '../providers/registry.ts'

/** What `--provider` accepts. */
export const choices = [...providerNames, 'all'] as const

export type Choice = (typeof choices)[number]

export interface Options {
  /** The folder of the new service; its last part is the name. */
  readonly folder: string | undefined
  readonly provider: Choice | undefined
  /** The folder of a service that exists. */
  readonly into: string | undefined
  readonly install: boolean
  readonly yes: boolean
}

/** Options, or what to print and with which exit code: help, version, or what is wrong. */
export type CommandLine = { readonly options: Options } | { readonly text: string; readonly exitCode: number }

const examples = `
Examples:
  npm create claimcheck@latest my-api -- --provider auth0
  npm create claimcheck@latest -- --into .

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped.`

export function readCommandLine(args: readonly string[], version: string): CommandLine {
  let text = ''
  const write = (part: string) => {
    text += part
  }
  const command = new Command('npm create claimcheck@latest')
    .usage('[folder] -- [options]')
    .description('Creates an AWS HTTP API with a JWT authorizer, or adds claimcheck to a Serverless service.')
    .argument('[folder]', 'folder of the new service; its last part is the name')
    .addOption(new Option('--provider <name>', 'identity provider').choices(choices))
    .option('--into <folder>', 'adds claimcheck to the Serverless service in that folder')
    .option('--no-install', 'writes files only: installs nothing, runs no tests')
    .option('-y, --yes', 'asks nothing: takes the defaults, makes every change of --into')
    .helpOption('-h, --help', 'shows this')
    .version(version, '-v, --version', 'shows the version')
    .addHelpText('after', examples)
    .allowExcessArguments(false)
    .configureOutput({ writeOut: write, writeErr: write })
    .exitOverride()
  try {
    command.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { text, exitCode: 0 }
    return { text: `${text}All options: npm create claimcheck@latest -- --help\n`, exitCode: 2 }
  }
  const given = command.opts<Omit<Options, 'folder'>>()
  return { options: { folder: command.args[0], ...given } as Options }
}
