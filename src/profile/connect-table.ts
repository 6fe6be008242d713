import { HttpProblem, SettingsError, settings } from '../index.ts'
import { commandSender, type SendCommand, type TableAddress } from './send-command.ts'
import type { CommandAnswer, CommandInput, CommandName } from './table-command.ts'
import { isPassing, TableError } from './table-error.ts'

/**
 * DynamoDB answers in milliseconds. These limits end a call that does not, retries included, well before the
 * function's own timeout of 6 s, so that the caller still gets an answer.
 */
const limits = { attempts: 3, attemptMs: 1000, firstPauseMs: 50, deadlineMs: 2500 }

/**
 * Asks the table within the limits.
 *
 * @throws {HttpProblem} `ERR_PRECONDITION_FAILED` (412) when the command's condition does not hold. `ERR_UNAVAILABLE`
 * (503, with `retry-after`) when the table throttles, fails or does not answer in time; a write may then have been
 * made or not. What waiting does not fix, such as a missing permission, is thrown as it comes.
 */
export type AskTable = (name: CommandName, input: CommandInput) => Promise<CommandAnswer>

/** Connects to DynamoDB. Call it once per instance of the function: connections are kept between invocations. */
export function connectTable(address: TableAddress | undefined = addressFromSettings()): AskTable {
  const send = address ? commandSender(address) : withoutRegion
  return async (name, input) => {
    try {
      return await sendPatiently(send, name, input)
    } catch (error) {
      throw asProblem(error)
    }
  }
}

function addressFromSettings(): TableAddress | undefined {
  const { region, dynamodbEndpoint } = settings()
  return region === undefined ? undefined : { region, endpoint: dynamodbEndpoint }
}

// Thrown when the table is asked, not before: a deploy looks into the function where Lambda has set nothing yet.
async function withoutRegion(): Promise<never> {
  throw new SettingsError(
    'The environment variable AWS_REGION is missing. Lambda sets it; elsewhere, set it where you run the function.',
  )
}

async function sendPatiently(send: SendCommand, name: CommandName, input: CommandInput) {
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

/** Twice as long each time, and by chance, so that callers who were throttled together do not come back together. */
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
