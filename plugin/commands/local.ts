import type { Command, CommandContext } from '../command.ts'
import { readParams } from '../service/params.ts'
import { isProviderChosen } from '../service/provider.ts'
import { readPort, readText, readTrustedIssuer } from './options.ts'

/** `serverless local`: starts everything, prints where it is, and stops all of it at Ctrl-C. */
export const local = {
  definition: {
    usage: 'Run the API, the sign-in pages and the table on this machine (npm start)',
    lifecycleEvents: ['start'],
    options: {
      port: { type: 'string', usage: 'Port of the API (default: 3000)' },
      'console-port': { type: 'string', usage: 'Port of the console and the sign-in pages (default: 3001)' },
      state: {
        type: 'string',
        usage: 'Folder that keeps users, keys and table rows between runs (default: .claimcheck)',
      },
      fresh: { type: 'boolean', usage: 'Delete the users, keys and rows of earlier runs first' },
      python: {
        type: 'string',
        usage:
          'Python that runs Python functions (default: the active virtual environment, .venv, or python3)',
      },
      issuer: {
        type: 'string',
        usage: "Accept a real issuer's tokens: its URL, exactly, with any trailing slash",
      },
      audience: {
        type: 'string',
        usage: 'With --issuer: the accepted audiences or client ids, separated by commas',
      },
      inspect: {
        type: 'string',
        usage: 'Let a debugger attach to this function, by its key: one instance, no timeout',
      },
    },
  },
  hooks: (context) => ({ 'local:start': () => runLocal(context) }),
} as const satisfies Command

async function runLocal({ serverless, options, provider, stateDir }: CommandContext): Promise<void> {
  const start = {
    port: readPort(options, 'port', 3000),
    consolePort: readPort(options, 'console-port', 3001),
    stateDir,
    fresh: options.fresh === true,
    trustedIssuer: readTrustedIssuer(options),
    inspect: readText(options, 'inspect'),
    python: readText(options, 'python'),
  }
  const [{ formatBanner }, { startLocal }, { waitForSignal }, { readService, readProvider }] =
    await Promise.all([
      import('../local/banner.ts'),
      import('../local/start-local.ts'),
      import('../system/wait-for-signal.ts'),
      import('../service/read-service.ts'),
    ])
  const declared = readService(serverless)
  // The authorizers of a service that does not use the parameter show whose tokens it expects.
  const expected = (isProviderChosen(readParams(serverless)) ? undefined : readProvider(declared)) ?? provider
  const log = (line: string) => process.stdout.write(`${line}\n`)
  const stopped = waitForSignal()
  const run = await startLocal({ ...start, declared, provider: expected, log })
  log(formatBanner(run, { provider: expected, stateDir }))
  await stopped
  log('Stopping.')
  await run.close()
}
