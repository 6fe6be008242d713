import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { demandsOf } from '../../src/index.ts'
import { findHandler } from '../functions/find-handler.ts'
import type { DemandsMessage, DemandsRequest } from './demands-messages.ts'

/** Loads a bundled handler and tells what it demands. Never calls it. */
function readDemands({ bundleFile, exportPath, handler }: DemandsRequest): DemandsMessage {
  try {
    const loaded = createRequire(bundleFile)(bundleFile)
    return { kind: 'loaded', demands: demandsOf(findHandler(loaded, exportPath, handler)) }
  } catch (error) {
    return {
      kind: 'failed',
      reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    }
  }
}

parentPort?.postMessage(readDemands(workerData))
