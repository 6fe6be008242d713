import { HttpProblem, SettingsError } from '../../index.ts'
import {
  type CommandAnswer,
  type CommandInput,
  type CommandName,
  commandSender,
  type SendCommand,
  type TableAddress,
} from './send-command.ts'
import { isPassing, TableError } from './table-error.ts'

/**
 * DynamoDB responds within milliseconds. These limits end a call that does not, retries included, well before the
 * function's own timeout of 6 s, so that the caller still gets a response.
 */
const limits = { attempts: 3, attemptMs: 1000, firstPauseMs: 50, deadlineMs: 2500 }

/**
 * Sends a command to the table, within the limits.
 *
 * @throws {HttpProblem} `ERR_PRECONDITION_FAILED` (412) when the command's condition does not hold. `ERR_UNAVAILABLE`
 * (503, with `retry-after`) when the table throttles, fails or does not respond in time; a write may then have been
 * made or not. What a retry cannot fix, such as a missing permission, is thrown unchanged.
 */
export type AskTable = (name: CommandName, input: CommandInput) => Promise<CommandAnswer>

/**
 * Connects to DynamoDB. Call it once per function instance: connections are kept between invocations.
 *
 * @param address Undefined where AWS_REGION is not set; then each command throws `SettingsError`.
 */
export function connectTable(address: TableAddress | undefined): AskTable {
  const send = address ? commandSender(address) : withoutRegion
  return async (name, input) => {
    try {
      return await sendWithRetries(send, name, input)
    } catch (error) {
      throw asProblem(error)
    }
  }
}

// Thrown by the first command, not on load: deploying loads the function where Lambda has set nothing yet.
async function withoutRegion(): Promise<never> {
  throw new SettingsError(
    'The environment variable AWS_REGION is missing. Lambda sets it; elsewhere, set it where you run the function.',
  )
}

async function sendWithRetries(send: SendCommand, name: CommandName, input: CommandInput) {
  const deadline = AbortSignal.timeout(limits.deadlineMs)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(name, input, AbortSignal.any([deadline, AbortSignal.timeout(limits.attemptMs)]))
    } catch (error) {
      if (attempt === limits.attempts || deadline.aborted || !isPassing(error)) throw error
    }
    await pauseAfter(attempt)
  }
}

/** Exponential backoff with jitter, so that callers who were throttled together do not retry together. */
function pauseAfter(attempt: number): Promise<void> {
  const longestMs = limits.firstPauseMs * 2 ** (attempt - 1)
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longestMs))
}

function asProblem(error: unknown): unknown {
  if (error instanceof TableError && error.name === 'ConditionalCheckFailedException')
    return new HttpProblem('ERR_PRECONDITION_FAILED')
  if (isPassing(error)) return new HttpProblem('ERR_UNAVAILABLE', undefined, { cause: error })
  return error
}
