import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { type HandlerRequirements, requirementsOf } from '../../src/index.ts'
import { bodySchemaOf } from './body-schema.ts'
import { findHandler } from './find-handler.ts'
import type { RequirementsMessage, RequirementsRequest, SentRequirements } from './requirements-messages.ts'

/** Loads a bundled handler and reads what it requires. Never calls it. */
function readRequirements({ bundleFile, exportPath, handler }: RequirementsRequest): RequirementsMessage {
  try {
    const loaded = createRequire(bundleFile)(bundleFile)
    return {
      kind: 'loaded',
      requirements: sendable(requirementsOf(findHandler(loaded, exportPath, handler))),
    }
  } catch (error) {
    return {
      kind: 'failed',
      reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    }
  }
}

function sendable(requirements: HandlerRequirements | undefined): SentRequirements | undefined {
  return (
    requirements && {
      auth: requirements.auth,
      principal: requirements.principal,
      bodySchema: bodySchemaOf(requirements.body),
    }
  )
}

parentPort?.postMessage(readRequirements(workerData))
