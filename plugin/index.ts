import { type CliOptions, checkInput, createContext, type Hooks, toServerlessError } from './command.ts'
import { access } from './commands/access.ts'
import { assertCommandLine } from './commands/assert-command-line.ts'
import { consoleCommand } from './commands/console.ts'
import { deploy } from './commands/deploy.ts'
import { explain } from './commands/explain/explain.ts'
import { local } from './commands/local.ts'
import { isServerlessOfflineListed, offline } from './commands/offline/offline.ts'
import { openapi } from './commands/openapi.ts'
import { packageCommand } from './commands/package.ts'
import { preflight } from './commands/preflight.ts'
import { rehearse } from './commands/rehearse.ts'
import { token } from './commands/token.ts'
import type { ServerlessInstance } from './service/serverless.ts'
import { ignoreClosedOutput } from './system/closed-output.ts'
import { enableServiceCompileCache } from './system/compile-cache.ts'

const all = [
  local,
  offline,
  consoleCommand,
  token,
  explain,
  openapi,
  access,
  preflight,
  deploy,
  packageCommand,
  rehearse,
]

/** The commands that the plugin adds, as `serverless --help` lists them. */
export const commands = {
  local: local.definition,
  offline: offline.definition,
  console: consoleCommand.definition,
  token: { ...token.definition, commands: { explain: explain.definition } },
  openapi: openapi.definition,
  access: access.definition,
  preflight: preflight.definition,
  deploy: deploy.definition,
  rehearse: rehearse.definition,
}

/** The Serverless plugin: puts commands and hooks together. Every `serverless` command in the service constructs it. */
export default class ClaimcheckPlugin {
  readonly commands: Partial<typeof commands>
  readonly hooks: Hooks
  readonly #serverless: ServerlessInstance

  constructor(serverless: ServerlessInstance, options: CliOptions) {
    ignoreClosedOutput()
    const [command = ''] = serverless.processedInput.commands
    // A command of Serverless's own leaves nothing of ours in the service that it packages.
    if (Object.hasOwn(commands, command) && command !== 'deploy') {
      enableServiceCompileCache(serverless.serviceDir)
    }
    this.#serverless = serverless
    const { offline: _, ...others } = commands
    this.commands = isServerlessOfflineListed(serverless) ? others : commands
    const context = createContext(serverless, options)
    const hooks = all.flatMap((command) => Object.entries(command.hooks(context)))
    this.hooks = Object.fromEntries(hooks.map(([event, run]) => [event, () => this.#explained(run)]))
    try {
      checkInput(context)
    } catch (error) {
      throw toServerlessError(error, serverless)
    }
  }

  /** Called once all plugins are loaded, before Serverless checks the command line, which it does in fewer words. */
  asyncInit(): Promise<void> {
    return this.#explained(async () => assertCommandLine(this.#serverless, commands))
  }

  async #explained(run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      throw toServerlessError(error, this.#serverless)
    }
  }
}

// What `require` returns: Serverless loads plugins with it where they lie outside the service (`plugins.localPath`).
export { ClaimcheckPlugin as 'module.exports' }
