import { readRunState } from '../../plugin/local/run-state.ts'
import { waitForSignal } from '../../plugin/system/wait-for-signal.ts'
import { UserError } from '../../plugin/user-error.ts'
import { type AcceptOptions, help, readAcceptOptions, type TokenSource } from './accept-options.ts'
import { Api } from './api.ts'
import { setContext } from './context.ts'
import { runChecks } from './run-checks.ts'
import { formatSummary, type Row } from './table.ts'
import { targets } from './targets.ts'
import { localUsers } from './users/local-users.ts'
import { poolUsers } from './users/pool-users.ts'
import { readTokens } from './users/token-file.ts'
import type { Users } from './users/users.ts'

const log = (line: string) => process.stdout.write(`${line}\n`)

process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error
  process.stderr.write(`${error.message}\n`)
  return 2
})

async function main(): Promise<number> {
  const options = readAcceptOptions(process.argv.slice(2), process.env)
  if (!options) {
    log(help)
    return 0
  }
  const url = options.url ?? (await localUrl(options))
  const users = await openUsers(options.tokens)
  const api = new Api(url)
  const leave = leaver(api, users)
  void waitForSignal().then(async () => {
    await leave()
    process.exit(130)
  })
  log(
    `Acceptance of ${url}${options.provider ? `, provider ${options.provider}` : ''}, tokens from ${users.source}`,
  )
  try {
    await assertReachable(api, url)
    return judge(await acceptWith(options, api, users))
  } finally {
    await leave()
  }
}

function acceptWith(options: AcceptOptions, api: Api, users: Users): Promise<Row[]> {
  const { provider, origin, junit, target } = options
  setContext({ api, users, provider, origin, differences: new Map(Object.entries(targets[target])) })
  return runChecks({ junitFile: junit, log })
}

function judge(rows: readonly Row[]): number {
  log(`\n${formatSummary(rows)}`)
  const passed = rows.some(({ result }) => result === 'passed')
  return passed && rows.every(({ result }) => result !== 'failed') ? 0 : 1
}

/** Deletes what the checks created, once: the profiles, then the users. */
function leaver(api: Api, users: Users): () => Promise<void> {
  let left: Promise<void> | undefined
  const leave = async () => {
    for (const user of [users.ada, users.bob]) {
      const token = await user.token('access').catch(() => undefined)
      if (token) await api.delete(token).catch(() => {})
    }
    await users.close()
  }
  return () => {
    left ??= leave()
    return left
  }
}

async function localUrl({ tokens }: AcceptOptions): Promise<string> {
  if (tokens.kind === 'local') return (await readRunState(tokens.stateDir)).apiUrl
  throw new UserError('ERR_OPTION_INVALID', '--url URL is required with these tokens. See --help.')
}

async function openUsers(source: TokenSource): Promise<Users> {
  switch (source.kind) {
    case 'local':
      await readRunState(source.stateDir)
      return localUsers(source.stateDir)
    case 'given':
      return readTokens(source.given)
    case 'pool':
      return poolUsers(source.pool)
  }
}

/** Reported once instead of in every row. */
async function assertReachable(api: Api, url: string): Promise<void> {
  await api.call('GET').catch((error: Error) => {
    const reason = error.cause instanceof Error ? error.cause.message : error.message
    throw new UserError(
      'ERR_OPTION_INVALID',
      `${url} cannot be reached (${reason}). Is it the base URL of the stage?`,
    )
  })
}
