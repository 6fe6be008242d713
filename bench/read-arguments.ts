import { describeOptions, type OptionDeclarations, readCommandLine } from '../plugin/system/command-line.ts'
import { BenchError } from './measure/run-context.ts'
import { type PartName, partNames, parts } from './parts/parts.ts'

/** The command line of `npm run bench`. */
export interface Arguments {
  readonly help: boolean
  /** In the order in which they run. */
  readonly parts: readonly PartName[]
  readonly rounds: number | undefined
  readonly quick: boolean
  /** Whether bench/results.json and docs/reference/performance.md are written. */
  readonly write: boolean
}

const options = {
  rounds: {
    type: 'string',
    value: 'N',
    help: 'how often each contender is measured (default: enough for each part)',
  },
  quick: {
    type: 'boolean',
    default: false,
    help: 'a short run to see that everything works; its figures mean little and are not written',
  },
  'no-write': {
    type: 'boolean',
    default: false,
    help: 'leaves bench/results.json and docs/reference/performance.md unchanged',
  },
  help: { type: 'boolean', default: false },
} as const satisfies OptionDeclarations

export const usage = `Usage: npm run bench -- [part ...] [options]

Compares claimcheck with the usual alternatives, and fails if a target is missed.

${partNames.map((name) => `  ${name.padEnd(13)} ${parts[name].summary}`).join('\n')}

${describeOptions(options)}

Without a part, all of them run. Exit codes: 0 if every target is met, 1 if one is missed, 2 for invalid options, 3 if the
run fails or contenders do not do the same job, 130 if stopped.
`

/** @throws {UserError} saying which option is wrong and what it should be. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = readCommandLine(args, options, { allowPositionals: true })
  const unknown = positionals.find((name) => !partNames.some((known) => known === name))
  if (unknown !== undefined)
    throw new BenchError(`There is no part "${unknown}"; expected one of ${partNames.join(', ')}.`)
  return {
    help: values.help,
    parts: positionals.length > 0 ? partNames.filter((name) => positionals.includes(name)) : partNames,
    rounds: readRounds(values.rounds),
    quick: values.quick,
    write: !values.quick && !values['no-write'],
  }
}

function readRounds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new BenchError(`--rounds is "${text}"; expected a whole number from 1 to 9999.`)
}
