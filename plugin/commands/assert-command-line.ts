import type { CommandDefinition } from '../command.ts'
import type { ServerlessInstance } from '../service/serverless.ts'
import { nearestWord } from '../system/nearest-word.ts'
import { UserError } from '../user-error.ts'

/** Of every command of Serverless v3 and osls, which do not say so where plugins can read it. */
const general = ['help', 'version', 'verbose', 'debug', 'config', 'stage', 'region', 'param', 'app', 'org']
const others = ['aws-profile', 'use-local-credentials']

type Definitions = Readonly<Record<string, CommandDefinition>>

/**
 * Looks for a slip in a command line that names a command of the plugin, or nearly does. What it does not know is left to Serverless:
 * other plugins add commands and options. A word is not repeated: it may be a token.
 *
 * @param serverless with all plugins loaded.
 * @param commands those of the plugin.
 * @throws {UserError} `ERR_COMMAND_UNKNOWN` and `ERR_OPTION_INVALID`, each with what was probably meant.
 */
export function assertCommandLine(
  { processedInput: { commands: words, options }, pluginManager }: ServerlessInstance,
  commands: Definitions,
): void {
  const all = (pluginManager.commands ?? {}) as Definitions
  const [first = '', ...rest] = words
  if (first === '' || options.help === true) return
  const command = commands[first]
  if (command) assertOptions(Object.keys(options), assertWords([first], rest, command, all[first]))
  else if (!Object.hasOwn(all, first)) suggestCommand([], first, commands)
}

interface Named {
  readonly names: readonly string[]
  readonly options: readonly string[]
}

/** @returns the command that the words name, and its options; none where another plugin knows them. */
function assertWords(
  names: readonly string[],
  [word, ...rest]: readonly string[],
  ours: CommandDefinition,
  theirs: CommandDefinition | undefined,
): Named {
  if (word === undefined)
    return { names, options: [ours, theirs].flatMap((each) => Object.keys(each?.options ?? {})) }
  const next = ours.commands?.[word]
  if (next) return assertWords([...names, word], rest, next, theirs?.commands?.[word])
  if (theirs?.commands && Object.hasOwn(theirs.commands, word)) return { names, options: [] }
  suggestCommand(names, word, ours.commands ?? {})
  return { names, options: [] }
}

function suggestCommand(before: readonly string[], word: string, known: Definitions): void {
  const meant = nearestWord(word, Object.keys(known))
  if (meant === undefined) return
  throw new UserError(
    'ERR_COMMAND_UNKNOWN',
    `There is no such command. Did you mean: npx serverless ${[...before, meant].join(' ')}?`,
  )
}

function assertOptions(given: readonly string[], { names, options }: Named): void {
  const known = new Set([...options, ...general, ...others])
  for (const option of given) {
    const meant = known.has(option) || option.length === 1 ? undefined : nearestWord(option, options)
    if (meant === undefined) continue
    throw new UserError(
      'ERR_OPTION_INVALID',
      `Unknown option --${option}. Did you mean --${meant}? All options: npx serverless ${names.join(' ')} --help`,
    )
  }
}
