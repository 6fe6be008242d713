import type { Command, CommandContext } from '../../command.ts'
import type { Serving } from '../../local/serve.ts'
import type { ServerlessInstance } from '../../service/serverless.ts'
import { assertDifferent, localOptions, readLocalStart } from '../local.ts'
import { offlineOptions } from './options.ts'

const options = {
  ...localOptions,
  ...Object.fromEntries(
    Object.entries(offlineOptions).map(([name, { effect: _, ...definition }]) => [name, definition]),
  ),
}

/**
 * `serverless offline` and `serverless offline start`: the local run by serverless-offline's commands, options and lifecycle
 * events, so that packagers and other plugins which hook into them work. Left to serverless-offline where that is listed too.
 */
export const offline = {
  definition: {
    usage: 'serverless local, by the command and options of serverless-offline',
    lifecycleEvents: ['start'],
    options,
    commands: {
      start: {
        usage: 'The same, with the lifecycle events that other plugins wait for',
        lifecycleEvents: ['init', 'ready', 'end'],
        options,
      },
    },
  },
  hooks(context) {
    let serving: Serving | undefined
    const ours = async (run: () => Promise<void>) => {
      if (!isServerlessOfflineLoaded(context.serverless)) await run()
    }
    const init = async () => {
      serving = await start(context)
    }
    // Closed here, not at `end`: other plugins end the process there.
    const ready = async () => {
      await serving?.stopped
      await serving?.close()
    }
    return {
      'before:offline:start': () => sayWhoRuns(context.serverless),
      'before:offline:start:init': () => sayWhoRuns(context.serverless),
      'offline:start': () => ours(() => init().then(ready)),
      'offline:start:init': () => ours(init),
      'offline:start:ready': () => ours(ready),
      'offline:start:end': async () => {},
    }
  },
} as const satisfies Command

/** Tells it before plugins are loaded, by the list of them. */
export function isServerlessOfflineListed({
  configurationInput: { plugins },
}: Pick<ServerlessInstance, 'configurationInput'>): boolean {
  const names: unknown = Array.isArray(plugins) ? plugins : Object(plugins).modules
  return Array.isArray(names) && names.includes('serverless-offline')
}

function isServerlessOfflineLoaded({ pluginManager }: ServerlessInstance): boolean {
  return pluginManager.plugins.some((plugin) => plugin.constructor.name === 'ServerlessOffline')
}

async function sayWhoRuns(serverless: ServerlessInstance): Promise<void> {
  if (!isServerlessOfflineLoaded(serverless)) return
  process.stdout.write(
    'serverless-offline is loaded too, so it serves this command. For claimcheck: npx serverless local, ' +
      'or remove serverless-offline from plugins.\n',
  )
}

async function start(context: CommandContext): Promise<Serving> {
  const { serverless, options } = context
  const [
    { serve },
    { readOfflineSettings },
    { applySettings },
    { noteHelpers },
    local,
    { default: getPort },
  ] = await Promise.all([
    import('../../local/serve.ts'),
    import('./read-settings.ts'),
    import('./apply-settings.ts'),
    import('./helper-plugins.ts'),
    readLocalStart(context),
    import('get-port'),
  ])
  const { custom = {} } = serverless.service
  const settings = readOfflineSettings({ options, custom, env: process.env })
  const notes = [...settings.notes, ...noteHelpers(serverless.pluginManager.plugins)]
  // Services that name the address themselves name this one.
  const lambdaPort =
    settings.lambdaPort ??
    (local.lambdaPort || (await getPort({ port: 3002, exclude: [local.port, local.consolePort] })))
  const start = applySettings(local, { ...settings, notes, lambdaPort }, process.env)
  assertDifferent(start)
  return serve(start)
}
