import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { AccessRow } from '../access/access-row.ts'
import type { Command, CommandContext } from '../command.ts'
import { UserError } from '../user-error.ts'
import { invalidOption, readText, stateOption } from './options.ts'

/** `serverless access`. */
export const access = {
  definition: {
    usage: 'Show who may call what: each route, with no token, an id, an access and a machine token',
    lifecycleEvents: ['show'],
    options: {
      json: { type: 'boolean', usage: 'As JSON, to be kept and compared with' },
      against: {
        type: 'string',
        usage: 'A file that --json wrote: show what has opened or closed, and end with 1 if something opened',
      },
      verify: {
        type: 'boolean',
        usage:
          'Call every route of the running serverless local with each kind of token, and end with 1 where the answer is another',
      },
      all: {
        type: 'boolean',
        usage: 'With --verify: also call functions that no schema stops; they may change data',
      },
      state: stateOption,
    },
  },
  hooks: (context) => ({ 'access:show': () => runAccess(context) }),
} as const satisfies Command

/**
 * @throws {UserError} `ERR_ACCESS_OPENED` where `--against` finds that more callers are let through; `ERR_ACCESS_UNREADABLE`; and as
 * `describeService` and `verifyAccess` do.
 */
async function runAccess(context: CommandContext): Promise<void> {
  const { serverless, options } = context
  if (options.verify === true) return runVerify(context)
  if (options.all === true) throw invalidOption('--all goes with --verify.')
  const [{ accessTable }, { formatAccess }, { describeService }] = await Promise.all([
    import('../access/access-table.ts'),
    import('../access/format-access.ts'),
    import('./describe-service.ts'),
  ])
  const rows = accessTable((await describeService(context)).routes)
  const against = readText(options, 'against')
  if (against !== undefined) return compare(resolve(serverless.serviceDir, against), against, rows)
  process.stdout.write(options.json === true ? `${JSON.stringify(rows, null, 2)}\n` : formatAccess(rows))
}

async function runVerify({ stateDir, options }: CommandContext): Promise<void> {
  if (readText(options, 'against') !== undefined)
    throw invalidOption(
      '--verify calls the running service and --against compares two tables: give one of them.',
    )
  const [{ verifyAccess }, { formatVerified }] = await Promise.all([
    import('../local/verify-access.ts'),
    import('../access/verify/format-verified.ts'),
  ])
  const routes = await verifyAccess(stateDir, { callsAll: options.all === true })
  process.stdout.write(
    options.json === true ? `${JSON.stringify(routes, null, 2)}\n` : formatVerified(routes),
  )
  const wrong = routes
    .flatMap(({ cells }) => Object.values(cells))
    .filter(({ verdict }) => verdict === 'differs')
  if (wrong.length === 0) return
  throw new UserError(
    'ERR_ACCESS_DIFFERS',
    `${wrong.length === 1 ? 'One cell is' : `${wrong.length} cells are`} not as the table says. ` +
      'Compare with: serverless access. The page Access of the console shows each call.',
  )
}

async function compare(file: string, name: string, rows: readonly AccessRow[]): Promise<void> {
  const [{ compareAccess }, { formatChange }] = await Promise.all([
    import('../access/compare-access.ts'),
    import('../access/format-access.ts'),
  ])
  const changes = compareAccess(await readTable(file, name), rows)
  const lines = changes.map(formatChange)
  const opened = changes.filter(({ kind }) => kind === 'opened').length
  process.stdout.write(
    lines.length > 0 ? `${lines.join('\n')}\n` : `Nobody may call more or less than in ${name}.\n`,
  )
  if (opened === 0) return
  throw new UserError(
    'ERR_ACCESS_OPENED',
    `${opened === 1 ? 'One change lets' : `${opened} changes let`} more callers through than ${name} says. ` +
      `Close it, or have it reviewed and write the file again: serverless access --json > ${name}`,
  )
}

async function readTable(file: string, name: string): Promise<AccessRow[]> {
  try {
    const rows: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (Array.isArray(rows) && rows.every((row) => typeof row?.routeKey === 'string')) return rows
  } catch (cause) {
    throw unreadable(name, (cause as Error).message)
  }
  throw unreadable(name, 'it is not a list of routes')
}

function unreadable(name: string, why: string): UserError {
  return new UserError(
    'ERR_ACCESS_UNREADABLE',
    `${name} cannot be read: ${why}. Write one with: serverless access --json > ${name}`,
  )
}
