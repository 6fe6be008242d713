import { performance } from 'node:perf_hooks'
import type { Handler } from '../../../handlers/find-handler.ts'
import { takesCallbacks } from '../../../handlers/node-runtime.ts'
import { isStreaming } from '../../../handlers/streaming-handler.ts'
import { toFailure } from '../failure.ts'
import { toJsonText } from '../raw-response.ts'
import { cutResponse } from '../response-limit.ts'
import type { WorkerEvent, WorkerMessage, WorkerSettings } from '../worker-messages.ts'
import { callHandler, callHandlerWithCallback } from './call-handler.ts'
import { callStreamingHandler } from './call-streaming-handler.ts'
import { createContext } from './lambda-context.ts'

/** Runs one event through the handler, with the context that Lambda gives. Never throws. */
export async function runEvent(
  handler: Handler,
  event: WorkerEvent,
  settings: WorkerSettings,
): Promise<WorkerMessage> {
  const { requestId } = event
  if (event.traceId !== undefined) process.env._X_AMZN_TRACE_ID = event.traceId
  const before = performance.eventLoopUtilization()
  try {
    const valueText = cutResponse(await responseOf(handler, event, settings))
    const { idle, active } = performance.eventLoopUtilization(before)
    return { kind: 'returned', requestId, valueText, waited: idle > active, tookMs: idle + active }
  } catch (error) {
    return { kind: 'failed', requestId, failure: toFailure(error) }
  }
}

/** @returns JSON */
async function responseOf(handler: Handler, event: WorkerEvent, settings: WorkerSettings): Promise<string> {
  const given = [handler, JSON.parse(event.eventText), createContext(event, settings)] as const
  if (isStreaming(handler)) return toJsonText(await callStreamingHandler(...given))
  const call = takesCallbacks(settings.runtime) ? callHandlerWithCallback : callHandler
  return JSON.stringify(await call(...given)) ?? 'null'
}
