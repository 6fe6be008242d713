import type { LocalService } from '../service/service.ts'
import type { InspectedApi, InspectedFunction } from './console/server/console-api.ts'
import { inspectFunctions } from './console/server/inspect-functions.ts'
import { createRequestHistory } from './console/server/request-history.ts'

export interface StartingApi {
  readonly api: InspectedApi
  /** @param environment joined over each function's own. */
  ready(service: LocalService, environment: Readonly<Record<string, string>>): void
}

type Functions = ReadonlyMap<string, InspectedFunction>

/** How long what the functions said of themselves is good for: it is asked again while sources may have changed. */
const goodForMs = 5_000

/** The API of a run that starts: the console is up before the service is read, since the service trusts the console's issuer. */
export function startingConsoleApi(): StartingApi {
  const known = Promise.withResolvers<{
    service: LocalService
    environment: Readonly<Record<string, string>>
  }>()
  let asked: Promise<Functions> | undefined
  let askedMs = 0

  async function ask(): Promise<Functions> {
    const { service, environment } = await known.promise
    return inspectFunctions(service, environment)
  }

  /** The first answer is waited for; later ones replace it once they are there. */
  function functions(): Promise<Functions> {
    const isOld = performance.now() - askedMs > goodForMs
    if (asked && !isOld) return asked
    askedMs = performance.now()
    const answer = ask()
    if (!asked) asked = answer
    else
      void answer.then(
        () => {
          asked = answer
        },
        () => {},
      )
    return asked
  }

  const routes = async () => (await known.promise).service.routes
  return {
    api: { history: createRequestHistory(), routes, functions },
    ready: (service, environment) => known.resolve({ service, environment }),
  }
}
