import { parseArgs } from 'node:util'
import { BenchError } from './bench-error.ts'
import { type PartName, partNames, parts } from './parts/parts.ts'

/** What `npm run bench -- ...` was asked for. */
export interface Arguments {
  readonly help: boolean
  /** In the order in which they run. */
  readonly parts: readonly PartName[]
  readonly rounds: number | undefined
  readonly quick: boolean
  /** Whether bench/results.json and docs/performance.md are written. */
  readonly write: boolean
}

export const usage = `Usage: npm run bench -- [part ...] [options]

Measures claimcheck beside what you would otherwise pick, and fails if a target is missed.

${partNames.map((name) => `  ${name.padEnd(13)} ${parts[name].says}`).join('\n')}

  --rounds N    how often each contender is measured (default: enough for each part)
  --quick       a short run to see that all of it works; its figures mean little and are not written
  --no-write    leaves bench/results.json and docs/performance.md as they are
  --help

Without a part, all of them run. Ends with 0 when every target is held, 1 when one is missed, 2 for options that cannot
be read, 3 when the run cannot be made or contenders do not do the same job, 130 when stopped.
`

/** @throws {BenchError} saying which option is wrong and what it should be. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args)
  const unknown = positionals.find((name) => !partNames.some((known) => known === name))
  if (unknown !== undefined)
    throw new BenchError(`There is no part "${unknown}"; wanted ${partNames.join(', ')}.`)
  const quick = values.quick ?? false
  return {
    help: values.help ?? false,
    parts: positionals.length > 0 ? partNames.filter((name) => positionals.includes(name)) : partNames,
    rounds: readRounds(values.rounds),
    quick,
    write: !quick && !values['no-write'],
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean' },
        rounds: { type: 'string' },
        quick: { type: 'boolean' },
        'no-write': { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new BenchError(error instanceof Error ? error.message : String(error))
  }
}

function readRounds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new BenchError(`--rounds is "${text}"; wanted a whole number from 1 to 9999.`)
}
