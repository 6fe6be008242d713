import { performance } from 'node:perf_hooks'
import type { Handler } from '../../../handlers/find-handler.ts'
import { takesCallbacks } from '../../../handlers/node-runtime.ts'
import { toFailure } from '../failure.ts'
import { cutResponse } from '../response-limit.ts'
import type { WorkerEvent, WorkerMessage, WorkerSettings } from '../worker-messages.ts'
import { callHandler, callHandlerWithCallback } from './call-handler.ts'
import { createContext } from './lambda-context.ts'

/** Runs one event through the handler, with the context that Lambda gives. Never throws. */
export async function runEvent(
  handler: Handler,
  event: WorkerEvent,
  settings: WorkerSettings,
): Promise<WorkerMessage> {
  const { requestId } = event
  if (event.traceId !== undefined) process.env._X_AMZN_TRACE_ID = event.traceId
  const call = takesCallbacks(settings.runtime) ? callHandlerWithCallback : callHandler
  const before = performance.eventLoopUtilization()
  try {
    const value = await call(handler, JSON.parse(event.eventText), createContext(event, settings))
    const valueText = cutResponse(JSON.stringify(value) ?? 'null')
    const { idle, active } = performance.eventLoopUtilization(before)
    return { kind: 'returned', requestId, valueText, waited: idle > active, tookMs: idle + active }
  } catch (error) {
    return { kind: 'failed', requestId, failure: toFailure(error) }
  }
}
