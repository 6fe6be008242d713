import { join } from 'node:path'
import type { LocalFunction } from '../../plugin/service/service.ts'
import {
  aFunction,
  type StartTestFunctionsOptions,
  startTestFunctions,
  type TestFunctions,
} from './test-functions.ts'

const projectDir = join(import.meta.dirname, '..', '..')

export const programsDir = join(projectDir, 'test', 'fixtures', 'programs')

/** What pip has installed is kept between tests and runs. */
export const runtimesDir = join(projectDir, 'node_modules', '.cache', 'claimcheck-runtimes')

export function aPythonFunction(
  key: string,
  handler: string,
  parts: Partial<LocalFunction> = {},
): LocalFunction {
  return aFunction(key, handler, { runtime: 'python3.12', ...parts })
}

export function startPrograms(
  functions: readonly LocalFunction[],
  options: StartTestFunctionsOptions = {},
): Promise<TestFunctions> {
  return startTestFunctions(functions, { dir: join(programsDir, 'python'), runtimesDir, ...options })
}
