import { resolve } from 'node:path'
import { checkParameters, ParameterError } from '../providers/check-parameters.ts'
import type { ProviderName } from '../providers/index.ts'
import { type TakenInput, takeInput } from './commands/explain/take-input.ts'
import { type CliOptions, readPort, readTenant, readText, readTokenRequest } from './commands/options.ts'
import { commands } from './commands.ts'
import { readParams } from './service/params.ts'
import { chooseProvider, isProviderChosen } from './service/provider.ts'
import type { ServerlessInstance } from './service/serverless.ts'
import { enableProjectCompileCache } from './system/compile-cache.ts'
import { UserError } from './user-error.ts'

/** Commands that make or show what would be deployed: they need the tenant's values, checked before anything else. */
const deploying = new Set(['package', 'deploy', 'print', 'preflight'])

/**
 * The Serverless plugin: `serverless local`, `console`, `token`, `preflight` and `rehearse`, the bundles of `serverless package`, and
 * what is looked at before, and told after, `serverless deploy`. Each command loads what it needs when it runs, since
 * every `serverless` command constructs the plugin.
 */
export default class ClaimcheckPlugin {
  readonly commands = commands
  readonly hooks: Readonly<Record<string, () => Promise<void>>>
  readonly #serverless: ServerlessInstance
  readonly #options: CliOptions
  readonly #taken: TakenInput | undefined
  readonly #provider: ProviderName
  #isPreflightDone = false

  /** Runs before Serverless resolves `${param:...}`, so what it would say of a wrong one is said here, and better. */
  constructor(serverless: ServerlessInstance, options: CliOptions) {
    enableProjectCompileCache()
    this.#serverless = serverless
    this.#options = options
    this.#taken = takeInput(serverless.processedInput.commands)
    this.#provider = this.#explained(() => this.#checkInput())
    const told = (work: () => Promise<void>) => () => work().catch((error) => this.#explain(error))
    const bundle = told(() => this.#package())
    this.hooks = {
      'local:start': told(() => this.#local()),
      'console:serve': told(() => this.#console()),
      'token:print': told(() => this.#token()),
      'token:explain:print': told(() => this.#explainToken()),
      'rehearse:run': told(() => this.#rehearse()),
      'before:aws:package:finalize:saveServiceState': told(() => this.#overlay()),
      'preflight:check': told(() => this.#preflight(process.stdout)),
      // Of a deploy, packaging is the first step; with --package there is none.
      'before:package:cleanup': told(() => this.#preflightOfDeploy()),
      'before:deploy:deploy': told(() => this.#beforeDeploy()),
      'after:deploy:deploy': () => this.#tellNextSteps(),
      'after:info:info': () => this.#tellNextSteps(),
      'before:package:createDeploymentArtifacts': bundle,
      // `serverless deploy function` packages one function by itself.
      'before:package:function:package': bundle,
    }
  }

  #checkInput(): ProviderName {
    const provider = chooseProvider(readParams(this.#serverless))
    const [word = ''] = this.#serverless.processedInput.commands
    if (deploying.has(word)) this.#checkParameters(provider)
    return provider
  }

  #checkParameters(provider = this.#provider): void {
    checkParameters({ provider, params: readParams(this.#serverless), env: process.env })
  }

  async #local(): Promise<void> {
    const [{ runLocal }, { readProvider }] = await Promise.all([
      import('./commands/local.ts'),
      import('./service/read-service.ts'),
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

  async #console(): Promise<void> {
    const [{ runConsole }, { readConsoleOptions }] = await Promise.all([
      import('./commands/console.ts'),
      import('./commands/read-console-options.ts'),
    ])
    await runConsole({
      serverless: this.#serverless,
      provider: this.#provider,
      options: readConsoleOptions(this.#options),
      port: readPort(this.#options, 'console-port', 3001),
    })
  }

  async #token(): Promise<void> {
    const { requestToken } = await import('./local/request-token.ts')
    process.stdout.write(`${await requestToken(this.#stateDir, readTokenRequest(this.#options))}\n`)
  }

  async #explainToken(): Promise<void> {
    const [{ runExplain }, { readExplainOptions }] = await Promise.all([
      import('./commands/explain/explain.ts'),
      import('./commands/explain/read-explain-options.ts'),
    ])
    const { stage } = this.#options
    const { text, exitCode } = await runExplain({
      serverless: this.#serverless,
      stateDir: this.#stateDir,
      request: readExplainOptions(this.#options),
      stage: typeof stage === 'string' ? stage : undefined,
      checkParameters: () => this.#checkParameters(),
      argument: this.#taken?.argument,
      input: process.stdin,
    })
    process.stdout.write(text)
    this.#taken?.exitWith(exitCode)
  }

  async #beforeDeploy(): Promise<void> {
    await this.#preflightOfDeploy()
    const { checkStack } = await import('./deploy/stack/check-stack.ts')
    await checkStack(this.#serverless, () => Object.assign(this.#options, { force: true }))
  }

  async #rehearse(): Promise<void> {
    const { runRehearsal } = await import('./commands/rehearse.ts')
    const { rehearsedService } = await import('./commands/rehearsed-service.ts')
    await runRehearsal({
      ...rehearsedService(this.#serverless),
      provider: this.#provider,
      stateDir: this.#stateDir,
      endpoint: readText(this.#options, 'endpoint'),
    })
  }

  /** Only in a deploy that `serverless rehearse` runs. */
  async #overlay(): Promise<void> {
    if (process.env.CLAIMCHECK_REHEARSAL === undefined) return
    const { applyOverlay } = await import('./deploy/rehearse/apply-overlay.ts')
    applyOverlay(this.#serverless, process.env)
  }

  async #preflight(stream: NodeJS.WriteStream): Promise<void> {
    const { runPreflight } = await import('./commands/preflight.ts')
    await runPreflight({ serverless: this.#serverless, provider: this.#provider, stream })
  }

  async #preflightOfDeploy(): Promise<void> {
    const isDeploy = this.#serverless.processedInput.commands.join(' ') === 'deploy'
    if (!isDeploy || this.#isPreflightDone) return
    this.#isPreflightDone = true
    if (this.#options.preflight !== false) return this.#preflight(process.stderr)
    process.stderr.write(
      '\nPreflight is skipped (--no-preflight): issuer, audience, guards and scopes are not checked.\n\n',
    )
  }

  async #tellNextSteps(): Promise<void> {
    const { tellNextSteps } = await import('./deploy/next-steps/print-next-steps.ts')
    tellNextSteps(this.#serverless)
  }

  async #package(): Promise<void> {
    const { packageFunctions } = await import('./deploy/package/package-functions.ts')
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
    if (!(error instanceof UserError || error instanceof ParameterError)) throw error
    throw new this.#serverless.classes.Error(error.message, error.code)
  }
}

// What `require` gives: Serverless loads plugins with it where they lie outside the service (`plugins.localPath`).
export { ClaimcheckPlugin as 'module.exports' }
