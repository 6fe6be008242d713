import { resolve } from 'node:path'
import { checkParameters, ParameterError } from '../providers/check-parameters.ts'
import type { ProviderName } from '../providers/index.ts'
import { readParams } from './service/params.ts'
import { chooseProvider } from './service/provider.ts'
import { readProviderParameter } from './service/provider-parameter.ts'
import type { DeclaredService } from './service/read-service.ts'
import type { ServerlessInstance } from './service/serverless.ts'
import { endsQuietly } from './service/serverless-program.ts'
import { UserError } from './user-error.ts'

/** Command line options as Serverless passes them: text, a list or a switch; absent ones are undefined. */
export type CliOptions = Readonly<Record<string, unknown>>

/** An option as Serverless declares it; `claimcheck` reads its command line by the same declaration. */
export interface OptionDefinition {
  readonly type: 'string' | 'boolean' | 'multiple'
  readonly usage: string
  /** One letter: `-p`. */
  readonly shortcut?: string
}

/** A command as Serverless declares it. */
export interface CommandDefinition {
  readonly usage?: string
  /** `start` of `local` is the hook `local:start`. */
  readonly lifecycleEvents?: readonly string[]
  readonly options?: Readonly<Record<string, OptionDefinition>>
  readonly commands?: Readonly<Record<string, CommandDefinition>>
}

/** By the lifecycle event they belong to. */
export type Hooks = Readonly<Record<string, () => Promise<void>>>

/**
 * One file of `commands/`. It is loaded with every `serverless` command, so it imports at the top only what declares it,
 * and the rest when it runs.
 */
export interface Command {
  /** Absent where the command is one of Serverless's own. */
  readonly definition?: CommandDefinition
  hooks(context: CommandContext): Hooks
}

/** What every command gets. */
export interface CommandContext {
  readonly serverless: ServerlessInstance
  /** The folder of serverless.yml. Packagers set `serverless.serviceDir` to their output while a command runs. */
  readonly serviceDir: string
  /** Serverless's own object: what is set here, it reads. */
  readonly options: CliOptions
  /**
   * That of `--param provider=...`, or of `params` in serverless.yml where the parameter is claimcheck's there.
   *
   * @throws {UserError} `ERR_PROVIDER_UNKNOWN`
   */
  readonly chosenProvider: ProviderName | undefined
  /** Whether the service uses claimcheck's `config/`, whose values are parameters. */
  readonly usesConfig: boolean
  /** Absolute path of `--state`, by default `.claimcheck` in the folder of serverless.yml. */
  readonly stateDir: string
  /**
   * Of a service that uses claimcheck's `config/`; those of others are their own affair.
   *
   * @throws {ParameterError} `ERR_TENANT_INVALID` when a value that the provider requires is missing or malformed.
   */
  checkParameters(): void
  /** The service as serverless.yml declares it. Read at the first call, so not before Serverless has resolved it. */
  readService(): Promise<DeclaredService>
}

export function createContext(serverless: ServerlessInstance, options: CliOptions): CommandContext {
  const params = readParams(serverless)
  const { word, usesConfig } = readProviderParameter(serverless, params)
  const { serviceDir } = serverless
  let service: Promise<DeclaredService> | undefined
  return {
    serverless,
    serviceDir,
    options,
    usesConfig,
    get chosenProvider() {
      return chooseProvider(word)
    },
    stateDir: resolve(serviceDir, String(options.state ?? '.claimcheck')),
    checkParameters() {
      if (!usesConfig) return
      checkParameters({ provider: chooseProvider(word) ?? 'cognito', params, env: process.env })
    },
    readService() {
      service ??= import('./service/read-service.ts').then((module) =>
        module.readService(serverless, serviceDir),
      )
      return service
    },
  }
}

/** Commands that package or show the stack: they need the provider's values, so these are checked first. */
const deploying = new Set(['package', 'deploy', 'print', 'preflight'])

/**
 * Checks the parameters of any command. Runs before Serverless resolves `${param:...}`, whose own message would name
 * neither the provider nor the place to set the value.
 *
 * @throws {UserError} `ERR_PROVIDER_UNKNOWN`
 * @throws {ParameterError} `ERR_TENANT_INVALID`
 */
export function checkInput(context: CommandContext): void {
  const { serverless, checkParameters } = context
  // Reading it checks it.
  void context.chosenProvider
  const [command = ''] = serverless.processedInput.commands
  if (deploying.has(command)) checkParameters()
}

/**
 * What a hook throws after an error. Serverless puts its environment and the word "Error:" around a message, and a stack below one that is
 * not its own; of ours the sentence alone is printed, to stderr, and the command ends with 1.
 */
export function toServerlessError(error: unknown, serverless: ServerlessInstance): unknown {
  if (!(error instanceof UserError || error instanceof ParameterError)) return error
  if (!endsQuietly() || hasErrorHook(serverless))
    return new serverless.classes.Error(error.message, error.code)
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
  return undefined
}

/** Hooks of other plugins for errors get what was thrown, so it has to be an error. */
function hasErrorHook({ pluginManager: { externalPlugins = [] } }: ServerlessInstance): boolean {
  return [...externalPlugins].some(({ hooks = {} }) => Object.hasOwn(hooks, 'error'))
}
