import { defaultRuntime, isNodeRuntime } from '../../handlers/node-runtime.ts'
import type { LocalService } from '../../service/service.ts'
import { UserError } from '../../user-error.ts'

/** The one function that a debugger may attach to: one instance, which nothing ends for taking long. */
export interface InspectedFunction {
  /** The key in serverless.yml. */
  readonly functionKey: string
  /** Of the debugger, on 127.0.0.1. */
  readonly port: number
}

/** The longest that a timer can wait, which is 24 days. */
export const noLimitMs = 2_147_483_647

/**
 * Reads `--inspect`; the port is Node's usual one, or the next that is free.
 *
 * @throws {UserError} `ERR_OPTION_INVALID` for what is not a Node.js function that runs here.
 */
export async function findInspected(
  { functions }: LocalService,
  functionKey: string | undefined,
): Promise<InspectedFunction | undefined> {
  if (functionKey === undefined) return undefined
  const known = functions.filter(
    ({ runtime = defaultRuntime, notServed }) => isNodeRuntime(runtime) && !notServed,
  )
  if (!known.some(({ key }) => key === functionKey)) {
    const names = known.map(({ key }) => key).join(', ')
    throw new UserError(
      'ERR_OPTION_INVALID',
      `--inspect expects a Node.js function of this service, but got "${functionKey}". There is: ${names || 'none'}.`,
    )
  }
  const { default: getPort, portNumbers } = await import('get-port')
  return { functionKey, port: await getPort({ host: '127.0.0.1', port: portNumbers(9229, 9329) }) }
}
