import { readDemands } from '../../../handlers/read-requirements.ts'
import type { LocalService } from '../../../service/service.ts'
import type { InspectedFunction } from './console-api.ts'
import { principalReader } from './read-principal-as.ts'

/**
 * What a service's functions say of themselves: each handler is bundled, loaded in a thread and asked, never called.
 *
 * @param environment joined over each function's own.
 */
export async function describeFunctions(
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
      const told = message?.kind === 'loaded' ? message.demands : undefined
      return [
        key,
        { bodySchema: told?.bodySchema, readPrincipal: principalReader(environment, told?.principal) },
      ]
    }),
  )
}
