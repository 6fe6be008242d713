import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { type HandlerRequirements, HttpProblem, requirementsOf } from '../../src/index.ts'
import { findHandler } from './find-handler.ts'
import { jsonSchemaOf } from './json-schema.ts'
import type {
  RequirementsMessage,
  RequirementsRequest,
  SentProblem,
  SentRequirements,
  SentSchema,
} from './requirements-messages.ts'
import { installAwslambda } from './streaming-handler.ts'

/** Loads a handler and reads what it requires. Never calls it. */
async function readRequirements({
  file,
  exportPath,
  handler,
}: RequirementsRequest): Promise<RequirementsMessage> {
  try {
    installAwslambda(process.env)
    const loaded: unknown = await import(pathToFileURL(file).href)
    return {
      kind: 'loaded',
      requirements: sendable(requirementsOf(findHandler(loaded, exportPath, handler))),
    }
  } catch (error) {
    return {
      kind: 'failed',
      reason: error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error),
    }
  }
}

function sendable(requirements: HandlerRequirements | undefined): SentRequirements | undefined {
  if (!requirements) return undefined
  const { auth, principal, body, path, query, headers, cookies, responses, problems } = requirements
  return {
    auth,
    principal,
    body: schemaOf(body),
    path: schemaOf(path),
    query: schemaOf(query),
    headers: schemaOf(headers),
    cookies: schemaOf(cookies),
    responses: responses && responsesOf(responses),
    problems: problems?.map(problemOf),
  }
}

function responsesOf(
  responses: NonNullable<HandlerRequirements['responses']>,
): SentRequirements['responses'] {
  const entries = Object.entries(responses)
  return Object.fromEntries(entries.map(([status, schema]) => [status, (schema && schemaOf(schema)) ?? null]))
}

function problemOf(problem: NonNullable<HandlerRequirements['problems']>[number]): SentProblem {
  const { code, statusCode, message } = typeof problem === 'string' ? new HttpProblem(problem) : problem
  return { code, status: statusCode, detail: message }
}

function schemaOf(schema: HandlerRequirements['body']): SentSchema | undefined {
  return schema && { jsonSchema: jsonSchemaOf(schema), isOptional: isOptional(schema) }
}

/** Only asked, as `zodBody` asks on a request without a body. */
function isOptional(schema: NonNullable<HandlerRequirements['body']>): boolean {
  const { type } = (schema as { readonly def?: { readonly type?: unknown } }).def ?? {}
  if (type === 'any' || type === 'unknown') return false
  try {
    const result = schema['~standard'].validate(undefined)
    return !('then' in result) && !result.issues
  } catch {
    return false
  }
}

void readRequirements(workerData).then((message) => parentPort?.postMessage(message))
