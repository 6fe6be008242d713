import { defaultRuntime, isNodeRuntime } from '../handlers/node-runtime.ts'
import { UserError } from '../user-error.ts'
import type { ServerlessService } from './serverless.ts'
import type { LocalFunction } from './service.ts'

/** A function as serverless.yml declares it, with the defaults of `provider`. */
export interface DeclaredFunction extends Omit<LocalFunction, 'handler' | 'environment'> {
  /** Absent for a container image. */
  readonly handler: string | undefined
  /** Texts, or template values that make one. */
  readonly environment: Readonly<Record<string, unknown>>
  readonly runtime: string
}

export function readFunctions({ provider, functions = {} }: ServerlessService): DeclaredFunction[] {
  return Object.entries(functions).map(([key, definition]) => ({
    key,
    name: definition.name,
    handler: definition.handler,
    environment: { ...provider.environment, ...definition.environment },
    runtime: definition.runtime ?? provider.runtime ?? defaultRuntime,
    timeoutSeconds: definition.timeout ?? provider.timeout ?? 6,
    memoryMb: definition.memorySize ?? provider.memorySize ?? 1024,
  }))
}

/**
 * The function as it runs here.
 *
 * @param resolve makes the text of an environment variable.
 * @throws {UserError} `ERR_SERVICE_UNSUPPORTED` for a container image or another runtime than Node.js.
 */
export function toLocalFunction(
  declared: DeclaredFunction,
  resolve: (value: unknown) => string,
): LocalFunction {
  assertNode(declared)
  const environment = Object.entries(declared.environment)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, resolve(value)])
  return { ...declared, handler: handlerOf(declared), environment: Object.fromEntries(environment) }
}

function handlerOf({ key, handler }: DeclaredFunction): string {
  if (handler) return handler
  throw new UserError(
    'ERR_SERVICE_UNSUPPORTED',
    `Function ${key} has no handler: container images do not run here.`,
  )
}

function assertNode({ key, runtime }: DeclaredFunction): void {
  if (isNodeRuntime(runtime)) return
  throw new UserError(
    'ERR_SERVICE_UNSUPPORTED',
    `Function ${key} has runtime ${runtime}; only Node.js functions run here. ` +
      `Give it one such as ${defaultRuntime}, or move it to a service of its own.`,
  )
}
