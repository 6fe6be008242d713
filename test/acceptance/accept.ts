import { readRunState } from '../../plugin/local/run-state.ts'
import { waitForSignal } from '../../plugin/system/wait-for-signal.ts'
import { UserError } from '../../plugin/user-error.ts'
import { AcceptError } from './accept-error.ts'
import { type AcceptOptions, help, readAcceptOptions, type TokenSource } from './accept-options.ts'
import { Api } from './api.ts'
import { setContext } from './context.ts'
import { localPeople } from './people/local-people.ts'
import type { People } from './people/people.ts'
import { poolPeople } from './people/pool-people.ts'
import { readTokens } from './people/token-file.ts'
import { runChecks } from './run-checks.ts'
import { formatSummary, type Row } from './table.ts'
import { targets } from './targets.ts'

const log = (line: string) => process.stdout.write(`${line}\n`)

process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof AcceptError || error instanceof UserError)) throw error
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
  const people = await openPeople(options.tokens)
  const api = new Api(url)
  const leave = leaver(api, people)
  void waitForSignal().then(async () => {
    await leave()
    process.exit(130)
  })
  log(
    `Acceptance of ${url}${options.provider ? `, provider ${options.provider}` : ''}, tokens of ${people.source}`,
  )
  try {
    await refuseSilence(api, url)
    return judge(await acceptWith(options, api, people))
  } finally {
    await leave()
  }
}

function acceptWith(options: AcceptOptions, api: Api, people: People): Promise<Row[]> {
  const { provider, origin, junit, target } = options
  setContext({ api, people, provider, origin, differences: new Map(Object.entries(targets[target])) })
  return runChecks({ junitFile: junit, log })
}

function judge(rows: readonly Row[]): number {
  log(`\n${formatSummary(rows)}`)
  const passed = rows.some(({ result }) => result === 'passed')
  return passed && rows.every(({ result }) => result !== 'failed') ? 0 : 1
}

/** Takes back what the checks made, once: the profiles, then the people. */
function leaver(api: Api, people: People): () => Promise<void> {
  let left: Promise<void> | undefined
  const leave = async () => {
    for (const person of [people.ada, people.bob]) {
      const token = await person.token('access').catch(() => undefined)
      if (token) await api.delete(token).catch(() => {})
    }
    await people.close()
  }
  return () => {
    left ??= leave()
    return left
  }
}

async function localUrl({ tokens }: AcceptOptions): Promise<string> {
  if (tokens.kind === 'local') return (await readRunState(tokens.stateDir)).apiUrl
  throw new AcceptError('Which stage? Name it with --url URL. See --help.')
}

async function openPeople(source: TokenSource): Promise<People> {
  switch (source.kind) {
    case 'local':
      await readRunState(source.stateDir)
      return localPeople(source.stateDir)
    case 'given':
      return readTokens(source.given)
    case 'pool':
      return poolPeople(source.pool)
  }
}

/** Better said once than in every row. */
async function refuseSilence(api: Api, url: string): Promise<void> {
  await api.call('GET').catch((error: Error) => {
    const reason = error.cause instanceof Error ? error.cause.message : error.message
    throw new AcceptError(`${url} does not answer (${reason}). Is it the base URL of the stage?`)
  })
}
