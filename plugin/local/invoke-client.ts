import { UserError } from '../user-error.ts'
import { type InvokeState, readRunState } from './run-state.ts'

export interface Invocation {
  /** The key in serverless.yml, or the deployed name. */
  readonly name: string
  /** JSON text. */
  readonly event: string
}

export interface InvocationAnswer {
  /** The function failed. */
  readonly isError: boolean
  /** JSON, as the function or its runtime gave it. */
  readonly text: string
  /** The last 4 kB that it wrote. */
  readonly log: string
}

/**
 * Invokes a function of the local run on `stateDir`.
 *
 * @throws {UserError} `ERR_NOT_RUNNING`; `ERR_FUNCTION_UNKNOWN` with the functions that there are; `ERR_INVOKE_REFUSED` with the reason,
 * for one that does not run here.
 */
export async function requestInvocation(
  stateDir: string,
  { name, event }: Invocation,
  signal?: AbortSignal,
): Promise<InvocationAnswer> {
  const { invoke } = await readRunState(stateDir)
  if (!invoke)
    throw new UserError(
      'ERR_NOT_RUNNING',
      'This run has no functions. Start one that has: npx serverless local',
    )
  const response = await fetch(
    `${invoke.url}/2015-03-31/functions/${deployedName(invoke, name)}/invocations`,
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-amz-log-type': 'Tail',
        // The run checks the key and no signature.
        authorization: `AWS4-HMAC-SHA256 Credential=${invoke.accessKeyId}/local`,
      },
      body: event,
      ...(signal && { signal }),
    },
  ).catch((cause: Error) => {
    throw new UserError(
      'ERR_NOT_RUNNING',
      'The local run does not respond. Start it again: npx serverless local',
      {
        cause,
      },
    )
  })
  const text = await response.text()
  if (response.ok) {
    const log = Buffer.from(response.headers.get('x-amz-log-result') ?? '', 'base64').toString()
    return { isError: response.headers.has('x-amz-function-error'), text, log }
  }
  const { Message = `It answered ${response.status}.` } = JSON.parse(text) as { Message?: string }
  throw new UserError('ERR_INVOKE_REFUSED', Message)
}

function deployedName({ functions }: InvokeState, wanted: string): string {
  const found = functions.find(({ key, name }) => key === wanted || name === wanted)
  if (found) return found.name
  const keys = functions.map(({ key }) => key).join(', ')
  throw new UserError('ERR_FUNCTION_UNKNOWN', `There is no function ${wanted}. There are: ${keys}.`)
}
