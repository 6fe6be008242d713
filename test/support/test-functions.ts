import type { FunctionHost, StartFunctionsOptions } from '../../plugin/local/lambda/start-functions.ts'
import { startFunctions } from '../../plugin/local/lambda/start-functions.ts'
import type { LocalFunction, LocalService } from '../../plugin/service/service.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { aService, handlersDir } from './test-api.ts'

export function aFunction(key: string, handler: string, parts: Partial<LocalFunction> = {}): LocalFunction {
  return {
    key,
    name: `test-dev-${key}`,
    handler,
    environment: {},
    timeoutSeconds: 5,
    memoryMb: 256,
    ...parts,
  }
}

/** Functions of a test, with a log that can be waited for. */
export interface TestFunctions extends FunctionHost {
  readonly log: string[]
  /** Settles with the first line from now on, or already there, that fits. */
  line(pattern: RegExp): Promise<string>
}

export interface StartTestFunctionsOptions extends Partial<Omit<StartFunctionsOptions, 'service' | 'log'>> {
  /** @default test/fixtures/handlers */
  readonly dir?: string
  /** What the service has besides. */
  readonly service?: Partial<LocalService>
}

/** Runs functions in processes of their own. Their sources are watched only where a test asks for it. */
export async function startTestFunctions(
  functions: readonly LocalFunction[],
  { dir = handlersDir, service, ...options }: StartTestFunctionsOptions = {},
): Promise<TestFunctions> {
  const outDir = await temporaryFolder()
  const log: string[] = []
  const waiting = new Set<() => void>()
  const host = await startFunctions({
    service: aService({ dir, functions, ...service }),
    environment: {},
    outDir: outDir.path,
    watch: false,
    ...options,
    log(line) {
      log.push(line)
      for (const look of waiting) look()
    },
  })
  return {
    log,
    invoke: host.invoke,
    line(pattern) {
      const { promise, resolve } = Promise.withResolvers<string>()
      const look = () => {
        const found = log.find((line) => pattern.test(line))
        if (found === undefined) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
      return promise
    },
    async close() {
      await host.close()
      await outDir.remove()
    },
  }
}
