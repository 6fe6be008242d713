import { styleText } from 'node:util'
import type { CliOptions, Command, CommandContext } from '../command.ts'
import type { ConsoleOptions, StageTarget } from '../local/console/stage/stage-target.ts'
import type { ServerlessInstance } from '../service/serverless.ts'
import { UserError } from '../user-error.ts'
import { readPort, readText, readTexts, readUrl, splitList } from './options.ts'
import { deployedProvider } from './provider.ts'

/** `serverless console`: serves the console for a deployed stage until Ctrl-C. */
export const consoleCommand = {
  definition: {
    usage: 'Open the console for a deployed stage: sign in, call its API, see why a request is refused',
    lifecycleEvents: ['serve'],
    options: {
      'console-port': { type: 'string', usage: 'Port of the console (default: 3001)' },
      issuer: { type: 'string', usage: "Issuer URL to sign in at (default: the stack's output Issuer)" },
      'client-id': {
        type: 'string',
        usage: "Public client to sign in with (default: the stack's output SignInClientId)",
      },
      url: { type: 'string', usage: "URL of the API to call (default: the stack's output ApiUrl)" },
      audience: {
        type: 'string',
        usage: 'Audiences that the authorizer accepts, separated by commas (default: as deployed)',
      },
      scope: {
        type: 'multiple',
        usage: "A scope to request; may be repeated (default: the stack's SignInScopes)",
      },
    },
  },
  hooks: (context) => ({ 'console:serve': () => runConsole(context) }),
} as const satisfies Command

async function runConsole(context: CommandContext): Promise<void> {
  const { serverless, options: given } = context
  const [options, port] = [readConsoleOptions(given), readPort(given, 'console-port', 3001)]
  const [{ chooseStage }, { startStageConsole }, { waitForSignal }, provider] = await Promise.all([
    import('../local/console/stage/choose-stage.ts'),
    import('../local/console/stage/start-stage-console.ts'),
    import('../system/wait-for-signal.ts'),
    deployedProvider(context),
  ])
  const stopped = waitForSignal()
  const isComplete = options.issuer && options.clientId && options.apiUrl
  const outputs = isComplete ? new Map<string, string>() : await readOutputs(serverless)
  const target = chooseStage({ service: await context.readService(), provider, options, outputs })
  const running = await startStageConsole(target, port)
  const { linkWithKey } = await import('../local/run-state.ts')
  process.stdout.write(describe(running.url, linkWithKey(running.url, running.key), target))
  await stopped
  await running.close()
}

/** @throws {UserError} `ERR_OPTION_INVALID` for anything but an https URL, or one on this machine. */
export function readConsoleOptions(options: CliOptions): ConsoleOptions {
  const url = (name: string, example: string) => readUrl(options, name, { example, allowLoopbackHttp: true })
  const audience = splitList(options.audience)
  return {
    issuer: url('issuer', 'https://example.eu.auth0.com/'),
    clientId: readText(options, 'client-id'),
    apiUrl: url('url', 'https://a1b2c3.execute-api.us-east-1.amazonaws.com')?.replace(/\/$/, ''),
    audience: audience.length > 0 ? audience : undefined,
    scopes: readTexts(options, 'scope'),
  }
}

async function readOutputs(serverless: ServerlessInstance): Promise<ReadonlyMap<string, string>> {
  const { readStackNow } = await import('../deploy/stack/stack.ts')
  const stackName = serverless.getProvider('aws').naming.getStackName()
  const orGive = 'Or give where to sign in and what to call: --issuer URL --client-id ID --url URL'
  const stack = await readStackNow(serverless).catch((cause: Error) => {
    throw new UserError('ERR_STAGE_UNKNOWN', `Cannot read stack ${stackName}: ${cause.message}\n${orGive}`, {
      cause,
    })
  })
  if (stack) return stack.outputs
  throw new UserError('ERR_STAGE_UNKNOWN', `There is no stack ${stackName}. Deploy it first. ${orGive}`)
}

function describe(url: string, consoleLink: string, { apiUrl, issuer, clientId }: StageTarget): string {
  const link = (text: string) => styleText('cyan', text)
  return [
    '',
    `  Console   ${link(consoleLink)}`,
    `  API       ${link(apiUrl)}`,
    `  Sign in   at ${issuer}, as client ${clientId}, which must allow ${url}/`,
    '',
    'Ctrl-C stops it.',
    '',
    '',
  ].join('\n')
}
