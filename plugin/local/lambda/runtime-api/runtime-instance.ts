import { createInstance, type Instance, type InstanceOptions } from '../instance/instance.ts'
import { type RuntimeProcessOptions, startRuntimeProcess } from './runtime-process.ts'

/** Starts an instance of any language: it gets its events one by one, when its client asks for them. */
export function startRuntimeInstance(options: RuntimeProcessOptions & InstanceOptions): Instance {
  return createInstance((listener, log) => startRuntimeProcess({ ...options, log }, listener), {
    ...options,
    prefetch: false,
  })
}
