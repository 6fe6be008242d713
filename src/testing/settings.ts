import { AsyncLocalStorage } from 'node:async_hooks'
import { readSettings, type Settings, takeSettingsFrom } from '../settings.ts'

type Environment = Readonly<Record<string, string>>

/** Of one call: others may run beside it, behind authorizers of other issuers. */
const ofCall = new AsyncLocalStorage<() => Settings>()
let ofProcess = readOnce(process.env)

takeSettingsFrom(() => (ofCall.getStore() ?? ofProcess)())

/** Sets variables of this process, as a deploy does those of the function. */
export function setEnvironment(environment: Environment): void {
  Object.assign(process.env, environment)
  ofProcess = readOnce(process.env)
}

/** Has what `run` calls find these settings; those of the process stay as they are. @param environment @default the process's */
export function withSettings<Result>(environment: Environment | undefined, run: () => Result): Result {
  if (!environment) return run()
  return ofCall.run(readOnce({ ...process.env, ...environment }), run)
}

/** On first use, since a handler that has no need of settings may lack them. */
function readOnce(environment: NodeJS.ProcessEnv): () => Settings {
  let settings: Settings | undefined
  return () => {
    settings ??= readSettings(environment)
    return settings
  }
}
