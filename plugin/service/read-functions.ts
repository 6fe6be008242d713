import { resolve } from 'node:path'
import { defaultRuntime, isNodeRuntime } from '../handlers/node-runtime.ts'
import { isBootstrapRuntime, isPythonRuntime } from '../handlers/other-runtimes.ts'
import { UserError } from '../user-error.ts'
import { pluginNames } from './read-build.ts'
import { readDeclaredEvents } from './read-events.ts'
import { readLayers } from './read-layers.ts'
import type { ServerlessFunction, ServerlessService } from './serverless.ts'
import type { LocalFunction, NotServed } from './service.ts'

/** A function as serverless.yml declares it, with the defaults of `provider`. */
export interface DeclaredFunction extends Omit<LocalFunction, 'handler' | 'environment'> {
  /** Absent for a container image. */
  readonly handler: string | undefined
  /** Texts, or template values that make one. */
  readonly environment: Readonly<Record<string, unknown>>
  readonly runtime: string
}

/** @param dir the folder of the service. */
export function readFunctions(service: ServerlessService, dir: string): DeclaredFunction[] {
  const { provider, functions = {} } = service
  return Object.entries(functions).map(([key, definition]) => ({
    key,
    name: definition.name,
    handler: definition.handler,
    environment: { ...provider.environment, ...definition.environment },
    runtime: definition.runtime ?? provider.runtime ?? defaultRuntime,
    timeoutSeconds: definition.timeout ?? provider.timeout ?? 6,
    memoryMb: definition.memorySize ?? provider.memorySize ?? 1024,
    events: readDeclaredEvents(definition),
    layers: readLayers(dir, service, definition),
    ...(definition.description !== undefined && { description: definition.description }),
    ...readModule(service, definition, dir),
    ...readArtifact(definition.package?.artifact ?? service.package?.artifact, dir),
  }))
}

/**
 * serverless-python-requirements makes a folder of the service the root of a function's zip, where functions are packaged individually.
 *
 * @see https://www.serverless.com/plugins/serverless-python-requirements "Per-function requirements"
 */
function readModule(
  service: ServerlessService,
  { module = '.' }: ServerlessFunction,
  dir: string,
): Pick<LocalFunction, 'codeDir'> {
  const isUsed =
    service.package?.individually === true && pluginNames(service).includes('serverless-python-requirements')
  return isUsed && resolve(dir, module) !== resolve(dir) ? { codeDir: resolve(dir, module) } : {}
}

/** One in a bucket is not on this machine. */
function readArtifact(artifact: string | undefined, dir: string): Pick<LocalFunction, 'artifact'> {
  return artifact === undefined || artifact.startsWith('s3://') ? {} : { artifact: resolve(dir, artifact) }
}

/** Makes the text of an environment variable; undefined where the template leaves it out. */
type Resolve = (value: unknown, property: string) => string | undefined

/** The function as it runs here, or why it does not. */
export function toLocalFunction(declared: DeclaredFunction, resolve: Resolve): LocalFunction {
  const { handler = '' } = declared
  const read = declared.notServed ?? findObstacle(declared) ?? readEnvironment(declared, resolve)
  return 'reason' in read
    ? { ...declared, handler, environment: {}, notServed: read }
    : { ...declared, handler, environment: read.environment }
}

function readEnvironment(
  { key, environment }: DeclaredFunction,
  resolve: Resolve,
): NotServed | Pick<LocalFunction, 'environment'> {
  try {
    const variables = Object.entries(environment).flatMap(([name, value]) => {
      const text = resolve(value, `environment.${name} of function ${key}`)
      return text === undefined ? [] : [[name, text] as const]
    })
    return { environment: Object.fromEntries(variables) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { name: `function ${key}`, reason: error.message, remedy: 'Correct the value there.' }
  }
}

/** The runtimes that run here. */
const served: readonly ((runtime: string) => boolean)[] = [isNodeRuntime, isPythonRuntime, isBootstrapRuntime]

function findObstacle({ key, handler, runtime }: DeclaredFunction): NotServed | undefined {
  const name = `function ${key}`
  if (!handler) {
    const remedy = 'Give it a handler and a runtime to run it here, or test it on AWS.'
    return { name, reason: 'it is a container image', remedy }
  }
  if (served.some((runs) => runs(runtime))) return undefined
  return {
    name,
    reason: `its runtime is ${runtime}, and only Node.js, Python and provided runtimes run here`,
    remedy: `Give it a runtime such as ${defaultRuntime} to run it here, or test it on AWS.`,
  }
}
