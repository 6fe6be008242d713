import type { ServeOptions } from '../../local/serve.ts'
import type { DeclaredFunction } from '../../service/read-functions.ts'
import type { OfflineSettings } from './read-settings.ts'

/** A day: longer than anybody waits, and a timer can hold it. */
const noTimeoutSeconds = 86_400

/** The start as serverless-offline's settings want it. */
export function applySettings(
  start: ServeOptions,
  settings: OfflineSettings,
  env: NodeJS.ProcessEnv,
): ServeOptions {
  const { port, host, lambdaPort, pathPrefix, noTimeout, notes } = settings
  const { declared } = start
  return {
    ...start,
    ...(port !== undefined && { port }),
    ...(lambdaPort !== undefined && { lambdaPort }),
    ...(host !== undefined && host !== 'localhost' && { host }),
    ...(noTimeout && { integrationTimeoutMs: noTimeoutSeconds * 1000 }),
    declared: {
      ...declared,
      functions: declared.functions.map((each) => applyToFunction(each, settings, env)),
      ...(pathPrefix !== undefined && { pathPrefix }),
    },
    // Many services look for it to tell this machine from AWS.
    environment: { IS_OFFLINE: 'true' },
    notes,
  }
}

function applyToFunction(
  declared: DeclaredFunction,
  { noTimeout, localEnvironment }: OfflineSettings,
  env: NodeJS.ProcessEnv,
): DeclaredFunction {
  return {
    ...declared,
    ...(noTimeout && { timeoutSeconds: noTimeoutSeconds }),
    ...(localEnvironment && { environment: { ...env, ...declared.environment } }),
  }
}
