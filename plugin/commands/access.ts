import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { AccessRow } from '../access/access-table.ts'
import type { Command, CommandContext } from '../command.ts'
import { UserError } from '../user-error.ts'
import { readText } from './options.ts'

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
    },
  },
  hooks: (context) => ({ 'access:show': () => runAccess(context) }),
} as const satisfies Command

/**
 * @throws {UserError} `ERR_ACCESS_OPENED` where `--against` finds that more callers are let through; `ERR_ACCESS_UNREADABLE`; and as
 * `describeService` does.
 */
async function runAccess(context: CommandContext): Promise<void> {
  const { serverless, options } = context
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
