import { defaultRuntime } from '../../handlers/node-runtime.ts'
import type { LocalFunction } from '../../service/service.ts'
import type { LoadedCode } from './code/function-code.ts'

/** What Lambda switches off, though the Node that runs here has it on. */
const switchedOff: Readonly<Record<string, readonly string[]>> = {
  'nodejs20.x': ['experimental-require-module'],
  'nodejs22.x': ['experimental-require-module', 'experimental-detect-module'],
}

/**
 * Node's options as Lambda sets them for a runtime; `NODE_OPTIONS` of the function can take them back. What is compiled here may hold
 * what `require` could not load there.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
export function nodeOptions({ runtime, environment }: LocalFunction, code: LoadedCode): string[] {
  if (code.kind !== 'plain') return []
  const own = environment.NODE_OPTIONS?.split(/\s+/) ?? []
  return (switchedOff[runtime ?? defaultRuntime] ?? [])
    .filter((name) => !own.includes(`--${name}`))
    .map((name) => `--no-${name}`)
}
