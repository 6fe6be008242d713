import type { CommandContext, CommandDefinition } from '../command.ts'
import { linkWithKey, readRunState } from '../local/run-state.ts'
import { UserError } from '../user-error.ts'
import { stateOption } from './options.ts'

/** The declaration of `claimcheck link`. */
export const linkDefinition = {
  usage: 'Print the link that opens the console of the local run, and nothing else, to stdout',
  options: {
    state: stateOption,
  },
} as const satisfies CommandDefinition

/**
 * Prints the link again that `serverless local` has printed at its start.
 *
 * @throws {UserError} `ERR_NOT_RUNNING` without a run, `ERR_NO_ISSUER` when it has no console.
 */
export async function runLink({ stateDir }: Pick<CommandContext, 'stateDir'>): Promise<void> {
  const { consoleUrl, key } = await readRunState(stateDir)
  if (!consoleUrl || !key)
    throw new UserError(
      'ERR_NO_ISSUER',
      'This run has no console: it accepts the tokens of a real issuer (--issuer). For a deployed stage: npx serverless console',
    )
  process.stdout.write(`${linkWithKey(consoleUrl, key)}\n`)
}
