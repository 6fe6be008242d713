import { resolve } from 'node:path'
import type { ProviderName } from '../providers/index.ts'
import { checkTenant, TenantError } from '../providers/tenant.ts'
import { chooseProvider, isProviderChosen } from './choose-provider.ts'
import { commands } from './commands.ts'
import { type TakenInput, takeInput } from './explain/command/take-input.ts'
import { LocalError } from './local-error.ts'
import { type CliOptions, readPort, readTenant, readTokenRequest } from './read-options.ts'
import { readParams } from './read-params.ts'
import type { ServerlessInstance } from './serverless-instance.ts'

/** Commands that make or show what would be deployed: they need the tenant's values, checked before anything else. */
const deploying = new Set(['package', 'deploy', 'print'])

/**
 * The Serverless plugin: `serverless local`, `serverless token`, and the bundles of `serverless package`. Each command
 * loads what it needs when it runs, since every `serverless` command constructs the plugin.
 */
export default class ClaimcheckPlugin {
  readonly commands = commands
  readonly hooks: Readonly<Record<string, () => Promise<void>>>
  readonly #serverless: ServerlessInstance
  readonly #options: CliOptions
  readonly #taken: TakenInput | undefined
  readonly #provider: ProviderName

  /** Runs before Serverless resolves `${param:...}`, so what it would say of a wrong one is said here, and better. */
  constructor(serverless: ServerlessInstance, options: CliOptions) {
    this.#serverless = serverless
    this.#options = options
    this.#taken = takeInput(serverless.processedInput.commands)
    this.#provider = this.#explained(() => this.#checkInput())
    const bundle = () => this.#package().catch((error) => this.#explain(error))
    this.hooks = {
      'local:start': () => this.#local().catch((error) => this.#explain(error)),
      'token:print': () => this.#token().catch((error) => this.#explain(error)),
      'token:explain:print': () => this.#explainToken().catch((error) => this.#explain(error)),
      'before:package:createDeploymentArtifacts': bundle,
      // `serverless deploy function` packages one function by itself.
      'before:package:function:package': bundle,
    }
  }

  #checkInput(): ProviderName {
    const provider = chooseProvider(readParams(this.#serverless))
    const [word = ''] = this.#serverless.processedInput.commands
    if (deploying.has(word)) this.#checkTenant(provider)
    return provider
  }

  #checkTenant(provider = this.#provider): void {
    checkTenant({ provider, params: readParams(this.#serverless), env: process.env })
  }

  async #local(): Promise<void> {
    const [{ runLocal }, { readProvider }] = await Promise.all([
      import('./run-local.ts'),
      import('./read-service.ts'),
    ])
    // A service that does not know the parameter says by its authorizers whose tokens it expects.
    const isChosen = isProviderChosen(readParams(this.#serverless))
    await runLocal({
      serverless: this.#serverless,
      provider: (isChosen ? undefined : readProvider(this.#serverless)) ?? this.#provider,
      port: readPort(this.#options, 'port', 3000),
      consolePort: readPort(this.#options, 'console-port', 3001),
      stateDir: this.#stateDir,
      fresh: this.#options.fresh === true,
      tenant: readTenant(this.#options),
    })
  }

  async #token(): Promise<void> {
    const { requestToken } = await import('./request-token.ts')
    process.stdout.write(`${await requestToken(this.#stateDir, readTokenRequest(this.#options))}\n`)
  }

  async #explainToken(): Promise<void> {
    const [{ runExplain }, { readExplainOptions }] = await Promise.all([
      import('./explain/command/run-explain.ts'),
      import('./explain/command/read-explain-options.ts'),
    ])
    const { stage } = this.#options
    const { text, exitCode } = await runExplain({
      serverless: this.#serverless,
      stateDir: this.#stateDir,
      request: readExplainOptions(this.#options),
      stage: typeof stage === 'string' ? stage : undefined,
      checkTenant: () => this.#checkTenant(),
      argument: this.#taken?.argument,
      input: process.stdin,
    })
    process.stdout.write(text)
    this.#taken?.exitWith(exitCode)
  }

  async #package(): Promise<void> {
    const { packageFunctions } = await import('./package/package-functions.ts')
    await packageFunctions(this.#serverless)
  }

  get #stateDir(): string {
    return resolve(this.#serverless.serviceDir, String(this.#options.state ?? '.claimcheck'))
  }

  #explained<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      return this.#explain(error)
    }
  }

  /** Serverless prints the message of its own errors, and the stack of every other. */
  #explain(error: unknown): never {
    if (!(error instanceof LocalError || error instanceof TenantError)) throw error
    throw new this.#serverless.classes.Error(error.message, error.code)
  }
}

// What `require` gives: Serverless loads plugins with it where they lie outside the service (`plugins.localPath`).
export { ClaimcheckPlugin as 'module.exports' }
