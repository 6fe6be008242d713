import type { CliOptions, Command, CommandContext, OptionDefinition } from '../command.ts'
import type { LogFormat } from '../local/log/create-log.ts'
import { environmentOptions, readDynamodbUrl, readGivenEnvironment } from './given-environment.ts'
import { invalidOption, readPort, readText, readTrustedIssuer } from './options.ts'
import { localProvider } from './provider.ts'

/** Of every command that starts a local run. */
export const localOptions = {
  port: { type: 'string', usage: 'Port of the API; 0 for any free one (default: 3000)' },
  'console-port': {
    type: 'string',
    usage: 'Port of the console and the sign-in pages; 0 for any free one (default: 3001)',
  },
  state: {
    type: 'string',
    usage: 'Folder that keeps users, keys and table rows between runs (default: .claimcheck)',
  },
  fresh: { type: 'boolean', usage: 'Delete the users, keys and rows of earlier runs first' },
  'lambda-port': { type: 'string', usage: 'Port of the Lambda Invoke API (default: any free one)' },
  python: {
    type: 'string',
    usage: 'Python that runs Python functions (default: the active virtual environment, .venv, or python3)',
  },
  issuer: {
    type: 'string',
    usage: "Accept a real issuer's tokens: its URL, exactly, with any trailing slash",
  },
  audience: {
    type: 'string',
    usage: 'With --issuer: the accepted audiences or client ids, separated by commas',
  },
  log: {
    type: 'string',
    usage: 'Form of the log: pretty or json (default: pretty on a terminal, else json)',
  },
  inspect: {
    type: 'string',
    usage: 'Let a debugger attach to this function, by its key: one instance, no timeout',
  },
  ...environmentOptions,
} as const satisfies Readonly<Record<string, OptionDefinition>>

/** `serverless local`: starts everything, prints where it is, and stops all of it at Ctrl-C. */
export const local = {
  definition: {
    usage: 'Run the API, the sign-in pages and the table on this machine (npm start)',
    lifecycleEvents: ['start'],
    options: localOptions,
  },
  hooks: (context) => ({
    'local:start': async () => {
      const start = await readLocalStart(context)
      const { serveUntilStopped } = await import('../local/serve.ts')
      await serveUntilStopped(start)
    },
  }),
} as const satisfies Command

/** What `localOptions` say, with the service that Serverless has read. */
export async function readLocalStart(context: CommandContext) {
  const { options, serviceDir, stateDir } = context
  const read = readLocalOptions(options)
  const tableThread = read.dynamodbUrl === undefined ? await beginTable() : undefined
  const aws = context.serverless.getProvider('aws')
  const declared = await context.readService()
  const provider = await localProvider(context)
  const given = await readGivenEnvironment({
    options,
    folder: serviceDir,
    // What Serverless would deploy with: `--aws-profile`, too.
    awsConfig: async () => (await aws.getAwsSdkV3Config?.()) ?? { region: aws.getRegion() },
  })
  return { ...read, stateDir, declared, provider, given, tableThread }
}

/** It loads its code on another core meanwhile. */
async function beginTable() {
  const { startTableThread } = await import('../local/dynamodb/table-thread.ts')
  return startTableThread()
}

/** @throws {UserError} `ERR_OPTION_INVALID` */
export function readLocalOptions(options: CliOptions) {
  const ports = {
    port: readPort(options, 'port', 3000),
    consolePort: readPort(options, 'console-port', 3001),
    lambdaPort: options['lambda-port'] === undefined ? 0 : readPort(options, 'lambda-port', 3002),
  }
  assertDifferent(ports)
  return {
    ...ports,
    fresh: options.fresh === true,
    trustedIssuer: readTrustedIssuer(options),
    logFormat: readLogFormat(options),
    inspect: readText(options, 'inspect'),
    python: readText(options, 'python'),
    dynamodbUrl: readDynamodbUrl(options),
  }
}

type Ports = Readonly<Record<'port' | 'consolePort' | 'lambdaPort', number>>

/** @throws {UserError} `ERR_OPTION_INVALID` where two of them are the same port. */
export function assertDifferent({ port, consolePort, lambdaPort }: Ports): void {
  const all = [
    ['--port', 'the API', port],
    ['--console-port', 'the console', consolePort],
    ['--lambda-port', 'the Lambda Invoke API', lambdaPort],
  ] as const
  for (const [index, [option, part, number]] of all.entries()) {
    // 0 is any free port, another for each.
    const other = all.slice(0, index).find(([, , taken]) => taken !== 0 && taken === number)
    if (!other) continue
    throw invalidOption(
      `Port ${number} is given twice: to ${other[1]} (${other[0]}) and to ${part} (${option}). ` +
        `Choose another for one of them, for example ${option} ${unusedPort(all.map(([, , used]) => used))}.`,
    )
  }
}

function unusedPort(used: readonly number[]): number {
  const above = Math.max(...used) + 1
  return above < 65_536 ? above : Math.min(...used.filter(Boolean)) - 1
}

function readLogFormat(options: CliOptions): LogFormat | undefined {
  const text = readText(options, 'log')
  if (text === undefined || text === 'pretty' || text === 'json') return text
  throw invalidOption(`--log is "${text}"; expected pretty or json.`)
}
