import type { Command, CommandContext } from '../command.ts'
import type { RehearseOptions } from '../deploy/rehearse/rehearsal.ts'
import { readText } from './options.ts'
import { deployedProvider } from './provider.ts'

/** `serverless rehearse`: shows its steps on stdout; Ctrl-C stops it, and everything it started, with exit code 130. */
export const rehearse = {
  definition: {
    usage: 'Deploy to a local AWS emulator, run the acceptance tests against it, and remove it again',
    lifecycleEvents: ['run'],
    options: {
      endpoint: {
        type: 'string',
        usage: 'A MiniStack that is already running, such as http://127.0.0.1:4566 (default: start one)',
      },
      state: {
        type: 'string',
        usage: 'Folder that keeps the emulator between rehearsals, and their logs (default: .claimcheck)',
      },
    },
  },
  hooks: (context) => ({ 'rehearse:run': () => runRehearsal(context) }),
} as const satisfies Command

async function runRehearsal(context: CommandContext): Promise<void> {
  const { serverless, stateDir, options } = context
  const [{ rehearse }, { scopesOf }, { waitForSignal }, provider] = await Promise.all([
    import('../deploy/rehearse/rehearse.ts'),
    import('../service/read-service.ts'),
    import('../system/wait-for-signal.ts'),
    deployedProvider(context),
  ])
  const log = (line: string) => process.stdout.write(`${line}\n`)
  const stop = new AbortController()
  void waitForSignal().then(() => stop.abort())
  const scopes = scopesOf(await context.readService())
  const endpoint = readText(options, 'endpoint')
  const service = { ...describeService(serverless), scopes, provider, stateDir, endpoint }
  try {
    await rehearse({ ...service, log, signal: stop.signal })
  } catch (error) {
    if (!stop.signal.aborted) throw error
    log('\nStopped. Everything that was started has ended.')
    process.exitCode = 130
  }
}

/** Used if no CORS origin is configured: no browser gets in then, from anywhere. */
const noOrigin = 'http://localhost'

function describeService(
  serverless: CommandContext['serverless'],
): Pick<RehearseOptions, 'dir' | 'stage' | 'region' | 'stackName' | 'params' | 'consoleOrigin'> {
  const aws = serverless.getProvider('aws')
  const [consoleOrigin = noOrigin] = serverless.httpApiEventsPlugin.config.cors?.allowedOrigins ?? []
  return {
    dir: serverless.serviceDir,
    stage: aws.getStage(),
    region: aws.getRegion(),
    stackName: aws.naming.getStackName(),
    params: serverless.processedInput.options.param ?? [],
    consoleOrigin,
  }
}
