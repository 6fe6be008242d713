import { sampleEvent, sampleKinds } from '../service/sample-events.ts'
import type { LocalFunction, LocalService } from '../service/service.ts'
import type { FunctionDocument, FunctionsDocument, SampleDocument } from './console/function-api-types.ts'
import type { ConsoleFunctions } from './console/server/console-api.ts'
import { requestInvocation } from './invoke-client.ts'

/** The functions of a run for its console: invoked as `claimcheck invoke` does, by Lambda's `Invoke`. */
export function consoleFunctions(service: LocalService, stateDir: string): ConsoleFunctions {
  return {
    list: listFunctions(service),
    async invoke(invocation, signal) {
      const startedMs = performance.now()
      const answer = await requestInvocation(stateDir, invocation, signal)
      return { ...answer, tookMs: Math.round((performance.now() - startedMs) * 10) / 10 }
    },
  }
}

/** Those without a route come first: nothing else calls them here. */
function listFunctions({ functions, routes, region }: LocalService): FunctionsDocument {
  const called = new Set(routes.map(({ functionKey }) => functionKey))
  const documents = functions.map((each) => toDocument(each, called.has(each.key), region))
  return {
    functions: documents.toSorted((one, other) => Number(one.hasRoute) - Number(other.hasRoute)),
    samples: sampleKinds.flatMap((kind) => sampleOf(kind, region)),
  }
}

function toDocument(
  { key, name, runtime = '', events = [], notServed }: LocalFunction,
  hasRoute: boolean,
  region: string,
): FunctionDocument {
  const samples = events.flatMap(({ kind, source }) => sampleOf(kind, region, source))
  const kinds = events.map(({ kind }) => kind)
  return {
    key,
    name,
    runtime,
    hasRoute,
    events: [...new Set(kinds)],
    samples,
    ...(notServed && { notServed }),
  }
}

function sampleOf(kind: string, region: string, source?: string): SampleDocument[] {
  const event = sampleEvent(kind, { region, source })
  return event ? [{ kind, event }] : []
}
