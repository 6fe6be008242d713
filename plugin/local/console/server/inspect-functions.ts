import { readDemands } from '../../../handlers/read-requirements.ts'
import type { LocalService } from '../../../service/service.ts'
import type { InspectedFunction } from './console-api.ts'
import { principalReader } from './read-principal-as.ts'

/**
 * Reads the requirements of a service's handlers: each is bundled and loaded in a thread, never called.
 *
 * @param environment joined over each function's own.
 */
export async function inspectFunctions(
  { dir, functions }: Pick<LocalService, 'dir' | 'functions'>,
  environment: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, InspectedFunction>> {
  const complete = functions.map((each) => ({
    ...each,
    environment: { ...each.environment, ...environment },
  }))
  const demands = await readDemands(dir, complete)
  return new Map(
    complete.map(({ key, environment }) => {
      const message = demands.get(key)
      const requirements = message?.kind === 'loaded' ? message.demands : undefined
      return [
        key,
        {
          bodySchema: requirements?.bodySchema,
          readPrincipal: principalReader(environment, requirements?.principal),
        },
      ]
    }),
  )
}
