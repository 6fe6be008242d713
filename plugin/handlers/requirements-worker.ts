import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { type HandlerRequirements, requirementsOf } from '../../src/index.ts'
import { bodySchemaOf } from './body-schema.ts'
import { findHandler } from './find-handler.ts'
import type { DemandsMessage, DemandsRequest, ToldDemands } from './requirements-messages.ts'

/** Loads a bundled handler and tells what it demands. Never calls it. */
function readDemands({ bundleFile, exportPath, handler }: DemandsRequest): DemandsMessage {
  try {
    const loaded = createRequire(bundleFile)(bundleFile)
    return { kind: 'loaded', demands: tell(requirementsOf(findHandler(loaded, exportPath, handler))) }
  } catch (error) {
    return {
      kind: 'failed',
      reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    }
  }
}

function tell(demands: HandlerRequirements | undefined): ToldDemands | undefined {
  return (
    demands && { auth: demands.auth, principal: demands.principal, bodySchema: bodySchemaOf(demands.body) }
  )
}

parentPort?.postMessage(readDemands(workerData))
