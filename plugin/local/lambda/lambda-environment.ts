import { defaultRuntime } from '../../handlers/node-runtime.ts'
import { isBootstrapRuntime } from '../../handlers/other-runtimes.ts'
import type { LocalFunction, LocalService } from '../../service/service.ts'
import { localAccountId } from '../../service/service.ts'

/** The Amazon Resource Name that `context.invokedFunctionArn` gives. */
export function functionArn(service: LocalService, { name }: Pick<LocalFunction, 'name'>): string {
  return `arn:aws:lambda:${service.region}:${localAccountId}:function:${name}`
}

/** A runtime of the user's own has none. */
function executionEnvironment({ runtime = defaultRuntime }: LocalFunction): Record<string, string> {
  return isBootstrapRuntime(runtime) ? {} : { AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}` }
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
  additions: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    ...localFunction.environment,
    ...additions,
    AWS_LAMBDA_FUNCTION_NAME: localFunction.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(localFunction.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${localFunction.name}`,
    ...executionEnvironment(localFunction),
    AWS_REGION: service.region,
    AWS_DEFAULT_REGION: service.region,
    LAMBDA_TASK_ROOT: service.dir,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LANG: 'en_US.UTF-8',
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    TZ: ':UTC',
    _HANDLER: localFunction.handler,
  }
}
