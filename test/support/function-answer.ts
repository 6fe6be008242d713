import type { LocalFunction, LocalService } from '../../plugin/service/service.ts'
import { type ServiceFiles, writeFiles } from './service-files.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { aFunction, startTestFunctions } from './test-functions.ts'

export interface AnswerOptions {
  /** @default src/a.handler */
  readonly handler?: string
  readonly event?: object
  /** What the local run adds to the environment. */
  readonly environment?: Readonly<Record<string, string>>
  /** Gets the service's folder. */
  readonly parts?: (dir: string) => Partial<LocalFunction>
  readonly service?: (dir: string) => Partial<LocalService>
}

export interface FunctionAnswer {
  /** What the function `a` returned, or its failed result. */
  readonly answer: unknown
  readonly log: string
}

/** Writes a small service to a folder of its own, runs its one function once, and removes everything. */
export async function runOnce(files: ServiceFiles, options: AnswerOptions = {}): Promise<FunctionAnswer> {
  const folder = await temporaryFolder()
  await writeFiles(folder.path, files)
  const { handler = 'src/a.handler', event = {}, environment = {} } = options
  const host = await startTestFunctions([aFunction('a', handler, options.parts?.(folder.path))], {
    dir: folder.path,
    environment,
    service: options.service?.(folder.path) ?? {},
  })
  try {
    const result = await host.invoke('a', event)
    return { answer: result.kind === 'returned' ? result.value : result, log: host.log.join('\n') }
  } finally {
    await host.close()
    await folder.remove()
  }
}
