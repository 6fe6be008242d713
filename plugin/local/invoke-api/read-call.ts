import type { IncomingMessage } from 'node:http'
import type { LocalFunction, LocalService } from '../../service/service.ts'
import { functionArn } from '../lambda/lambda-environment.ts'
import { InvokeError } from './invoke-error.ts'

export type InvocationType = 'RequestResponse' | 'Event' | 'DryRun'

/** A request of the Lambda API, before its body is read. */
export interface Call {
  readonly localFunction: LocalFunction
  readonly type: InvocationType
  /** `invoke-async`, which AWS keeps for old callers. */
  readonly isOldAsync: boolean
  readonly traceId: string | undefined
  /** The caller wants the end of what the function writes. */
  readonly wantsLog: boolean
  /** JSON text. */
  readonly clientContext?: string
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html and API_InvokeAsync.html */
const paths =
  /^\/(?:2015-03-31\/functions\/([^/]+)\/invocations|2014-11-13\/functions\/([^/]+)\/invoke-async)\/?$/

/** @throws {InvokeError} as Lambda answers what it cannot read or does not have. */
export function readCall({ method, url = '', headers }: IncomingMessage, service: LocalService): Call {
  const { pathname = '' } = URL.parse(url, 'http://localhost') ?? {}
  const [, name, oldName] = paths.exec(pathname) ?? []
  const wanted = name ?? oldName
  if (method !== 'POST' || wanted === undefined) {
    throw new InvokeError(
      404,
      'UnknownOperationException',
      `Only Invoke runs here, and not ${method} ${pathname}.`,
    )
  }
  const isOldAsync = oldName !== undefined
  return {
    localFunction: findFunction(decode(wanted), service),
    type: isOldAsync ? 'Event' : readType(headers['x-amz-invocation-type']),
    isOldAsync,
    wantsLog: readLogType(headers['x-amz-log-type']),
    traceId: one(headers['x-amzn-trace-id']),
    ...readClientContext(one(headers['x-amz-client-context'])),
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A name, a partial ARN or a whole one, each with or without a version or an alias: here is one version. */
const names =
  /^(?:arn:[\w-]+:lambda:[\w-]+:\d{12}:function:|\d{12}:function:)?([\w-]+)(?::(?:\$LATEST|[\w-]+))?$/

function findFunction(wanted: string, service: LocalService): LocalFunction {
  const name = names.exec(wanted)?.[1]
  const found = service.functions.find((each) => each.name === name)
  if (found) return found
  const arn = functionArn(service, { name: name ?? wanted })
  const own = service.functions.map((each) => each.name).join(', ')
  throw new InvokeError(
    404,
    'ResourceNotFoundException',
    `Function not found: ${arn}. This service has: ${own}`,
  )
}

function readType(header: string | string[] | undefined): InvocationType {
  const type = one(header) ?? 'RequestResponse'
  if (type === 'RequestResponse' || type === 'Event' || type === 'DryRun') return type
  throw new InvokeError(
    400,
    'ValidationException',
    `1 validation error detected: Value '${type}' at 'invocationType' failed to satisfy constraint: ` +
      'Member must satisfy enum value set: [RequestResponse, Event, DryRun]',
  )
}

function readLogType(header: string | string[] | undefined): boolean {
  const type = one(header) ?? 'None'
  if (type === 'Tail' || type === 'None') return type === 'Tail'
  throw new InvokeError(
    400,
    'ValidationException',
    `1 validation error detected: Value '${type}' at 'logType' failed to satisfy constraint: ` +
      'Member must satisfy enum value set: [None, Tail]',
  )
}

function readClientContext(header: string | undefined): { clientContext?: string } {
  if (header === undefined) return {}
  const text = Buffer.from(header, 'base64').toString()
  try {
    JSON.parse(text)
    return { clientContext: text }
  } catch {
    throw new InvokeError(
      400,
      'InvalidRequestContentException',
      'Client context must be a valid Base64-encoded JSON object.',
    )
  }
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}
