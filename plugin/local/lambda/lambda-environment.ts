import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { localAccountId } from '../../../events/event-request.ts'
import { defaultRuntime, isNodeRuntime } from '../../handlers/node-runtime.ts'
import { isBootstrapRuntime } from '../../handlers/other-runtimes.ts'
import type { LocalFunction, LocalService } from '../../service/service.ts'

/** The Amazon Resource Name that `context.invokedFunctionArn` gives. */
export function functionArn(service: LocalService, { name }: Pick<LocalFunction, 'name'>): string {
  return `arn:aws:lambda:${service.region}:${localAccountId}:function:${name}`
}

/** A runtime of the user's own has none. */
function executionEnvironment({ runtime = defaultRuntime }: LocalFunction): Record<string, string> {
  return isBootstrapRuntime(runtime) ? {} : { AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}` }
}

/** Where a function runs: its unpacked package, or else the service's folder, since a packager's output holds code alone. */
export function taskRoot({ dir }: LocalService, { codeDir = dir }: LocalFunction): string {
  return codeDir
}

export interface EnvironmentAdditions {
  /** What the local run adds to every function. */
  readonly environment: Readonly<Record<string, string>>
  /** Absolute paths of the function's layers' folders; a later one wins. */
  readonly layers: readonly string[]
}

/**
 * The whole environment of one function: what serverless.yml gives, what the local run adds (the table's
 * endpoint, throw-away credentials), and what Lambda sets, but for the log stream, which is each instance's. Nothing of this process's own environment.
 *
 * The local run's values win over the service's, so that a function here never reaches a real account by accident;
 * Lambda's win over both, as Lambda reserves those names. Source: AWS Lambda guide, "Defined runtime environment variables".
 */
export function lambdaEnvironment(
  service: LocalService,
  localFunction: LocalFunction,
  { environment, layers }: EnvironmentAdditions,
): Record<string, string> {
  return {
    ...nodePath(localFunction, layers),
    ...withLayerPaths(localFunction.environment, layers),
    ...environment,
    AWS_LAMBDA_FUNCTION_NAME: localFunction.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(localFunction.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${localFunction.name}`,
    ...executionEnvironment(localFunction),
    AWS_REGION: service.region,
    AWS_DEFAULT_REGION: service.region,
    LAMBDA_TASK_ROOT: taskRoot(service, localFunction),
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LANG: 'en_US.UTF-8',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    TZ: ':UTC',
    _HANDLER: localFunction.handler,
  }
}

/** Where `require` finds the packages of layers. Source: AWS Lambda guide, "Packaging your layer content". */
function nodePath(
  { runtime = defaultRuntime }: LocalFunction,
  layers: readonly string[],
): { NODE_PATH?: string } {
  if (layers.length === 0 || !isNodeRuntime(runtime)) return {}
  const major = /\d+/.exec(runtime)?.[0]
  const folders = layers
    .toReversed()
    .flatMap((layer) => [
      join(layer, 'nodejs', `node${major}`, 'node_modules'),
      join(layer, 'nodejs', 'node_modules'),
    ])
  return { NODE_PATH: folders.join(delimiter) }
}

/** `/opt` in what Node itself reads, such as `--require /opt/nodejs/tracing.js`, is the last layer that has the file. */
function withLayerPaths(
  environment: Readonly<Record<string, string>>,
  layers: readonly string[],
): Readonly<Record<string, string>> {
  const replaced = ['NODE_OPTIONS', 'NODE_PATH'].flatMap((name) => {
    const value = environment[name]
    return value === undefined ? [] : [[name, value.replaceAll(/\/opt(\/[^\s:;"']+)/g, inLayer)]]
  })
  return { ...environment, ...Object.fromEntries(replaced) }

  function inLayer(path: string, rest: string): string {
    const layer = layers.findLast((each) => existsSync(join(each, rest)))
    return layer === undefined ? path : join(layer, rest)
  }
}
