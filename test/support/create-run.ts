import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals'
import { writeTemplate } from '../../build/template/write-template.ts'
import type { Terminal } from '../../create/ask.ts'
import { run } from '../../create/run.ts'
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts'

/** `npm create claimcheck` in a folder of the test's own, in this process. */
export interface CreateFolder {
  readonly path: string
  create(args: readonly string[], options?: CreateRunOptions): Promise<CreateRun>
  /** All files below `folder`, by path. */
  files(folder?: string): Promise<Readonly<Record<string, string>>>
  remove(): Promise<void>
}

export interface CreateRunOptions {
  /** @default none: nobody can be asked */
  readonly terminal?: Terminal
  readonly signal?: AbortSignal
}

export interface CreateRun {
  readonly code: number
  readonly output: string
  readonly errors: string
}

const projectDir = join(import.meta.dirname, '..', '..')

/** Gives each test of the file a folder of its own, and all of them one template. */
export function eachInOwnFolder(use: (folder: CreateFolder) => void): void {
  let template: TemporaryFolder
  let folder: CreateFolder
  beforeAll(async () => {
    template = await createTemplate()
  })
  beforeEach(async () => {
    folder = await createFolder(template.path)
    use(folder)
  })
  afterEach(() => folder.remove())
  afterAll(() => template.remove())
}

/** The template as it is published, in a temporary folder. */
async function createTemplate(): Promise<TemporaryFolder> {
  const folder = await temporaryFolder()
  await writeTemplate(projectDir, folder.path)
  return folder
}

async function createFolder(templateDir: string): Promise<CreateFolder> {
  const root = await mkdtemp(join(tmpdir(), 'claimcheck-create-'))
  // Of a known name, which a service in the folder itself gets.
  const path = join(root, 'work')
  await mkdir(path)
  return {
    path,
    async create(args, { terminal, signal = new AbortController().signal } = {}) {
      const [output, errors] = [stream(), stream()]
      const code = await run(args, {
        templateDir,
        cwd: path,
        version: '1.2.3',
        terminal,
        output,
        errors,
        signal,
      })
      return { code, output: await ended(output), errors: await ended(errors) }
    },
    async files(folder = '.') {
      const entries = await readdir(join(path, folder), { recursive: true, withFileTypes: true })
      const names = entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
      const read = names.map(
        async (name) => [name.slice(join(path, folder).length + 1), await readFile(name, 'utf8')] as const,
      )
      return Object.fromEntries(await Promise.all(read))
    },
    remove: () => rm(root, { recursive: true, force: true }),
  }
}

/** What is no terminal. */
function stream(): NodeJS.WriteStream {
  return new PassThrough() as unknown as NodeJS.WriteStream
}

async function ended(written: NodeJS.WriteStream): Promise<string> {
  written.end()
  return text(written as unknown as PassThrough)
}
