import { defaultRuntime, isNodeRuntime } from '../handlers/node-runtime.ts'
import type { ServerlessService } from './serverless.ts'
import type { LocalFunction, NotServed } from './service.ts'

/** A function as serverless.yml declares it, with the defaults of `provider`. */
export interface DeclaredFunction extends Omit<LocalFunction, 'handler' | 'environment' | 'notServed'> {
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
 * The function as it runs here, or why it does not.
 *
 * @param resolve makes the text of an environment variable.
 */
export function toLocalFunction(
  declared: DeclaredFunction,
  resolve: (value: unknown) => string,
): LocalFunction {
  const { handler = '' } = declared
  const notServed = findObstacle(declared)
  if (notServed) return { ...declared, handler, environment: {}, notServed }
  const environment = Object.entries(declared.environment)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, resolve(value)])
  return { ...declared, handler, environment: Object.fromEntries(environment) }
}

/** The runtimes that run here. */
const served: readonly ((runtime: string) => boolean)[] = [isNodeRuntime]

function findObstacle({ key, handler, runtime }: DeclaredFunction): NotServed | undefined {
  const name = `function ${key}`
  if (!handler) {
    const remedy = 'Give it a handler and a runtime to run it here, or test it on AWS.'
    return { name, reason: 'it is a container image', remedy }
  }
  if (served.some((runs) => runs(runtime))) return undefined
  return {
    name,
    reason: `its runtime is ${runtime}, and only Node.js functions run here`,
    remedy: `Give it a runtime such as ${defaultRuntime} to run it here, or test it on AWS.`,
  }
}
