import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { CliOptions, Command, CommandContext } from '../command.ts'
import { UserError } from '../user-error.ts'
import { invalidOption, readText } from './options.ts'

/** `serverless openapi`. */
export const openapi = {
  definition: {
    usage: 'Write the OpenAPI 3.1 document of the service, or compare it with a committed one',
    lifecycleEvents: ['write'],
    options: {
      out: { type: 'string', usage: 'File to write (default: stdout)' },
      format: { type: 'string', usage: 'json or yaml (default: by the name of the file, else json)' },
      check: {
        type: 'string',
        usage: 'A committed document: name each breaking change against it, and end with 1 if there is one',
      },
    },
  },
  hooks: (context) => ({ 'openapi:write': () => runOpenapi(context) }),
} as const satisfies Command

/**
 * @throws {UserError} `ERR_OPTION_INVALID`; `ERR_CONTRACT_BROKEN` where `--check` finds a breaking change; `ERR_DOCUMENT_UNREADABLE`; `ERR_NOT_WRITTEN`;
 * and as `describeService` does.
 */
async function runOpenapi(context: CommandContext): Promise<void> {
  const { serverless, options } = context
  const [out, check, format] = [readText(options, 'out'), readText(options, 'check'), readFormat(options)]
  const [{ describeService }, { makeDocument }] = await Promise.all([
    import('./describe-service.ts'),
    import('../openapi/document.ts'),
  ])
  const document = makeDocument(await describeService(context))
  const path = (name: string) => resolve(serverless.serviceDir, name)
  if (check !== undefined) await compare(path(check), check, document)
  if (out !== undefined) await save(path(out), out, await format.write(document))
  else if (check === undefined) process.stdout.write(await format.write(document))
}

async function save(file: string, name: string, text: string): Promise<void> {
  await writeFile(file, text).catch((cause: NodeJS.ErrnoException) => {
    const fix = cause.code === 'ENOENT' ? 'Create its folder first.' : 'Give --out another file.'
    throw new UserError('ERR_NOT_WRITTEN', `--out ${name} cannot be written: ${cause.message}. ${fix}`, {
      cause,
    })
  })
}

function readFormat(options: CliOptions): { write(document: object): Promise<string> } {
  const out = readText(options, 'out')
  const format = readText(options, 'format') ?? (/\.ya?ml$/.test(out ?? '') ? 'yaml' : 'json')
  if (format === 'json') return { write: async (document) => `${JSON.stringify(document, null, 2)}\n` }
  if (format !== 'yaml') throw invalidOption(`--format is "${format}"; expected json or yaml.`)
  return {
    async write(document) {
      const { stringify } = await import('yaml')
      // Without anchors: many readers of OpenAPI do not know them.
      return stringify(document, { lineWidth: 120, aliasDuplicateObjects: false })
    },
  }
}

async function compare(file: string, name: string, document: object): Promise<void> {
  const { breakingChanges } = await import('../openapi/breaking-changes.ts')
  const changes = breakingChanges(await readDocument(file, name), document)
  if (changes.length === 0) {
    process.stdout.write(`No breaking change against ${name}.\n`)
    return
  }
  const lines = changes.map(({ operation, what }) => `  ${operation}: ${what}`)
  throw new UserError(
    'ERR_CONTRACT_BROKEN',
    `${changes.length === 1 ? 'A breaking change' : `${changes.length} breaking changes`} against ${name}:\n${lines.join('\n')}\n` +
      'Undo it, or write the document again and tell your callers.',
  )
}

async function readDocument(file: string, name: string): Promise<object> {
  const { parse } = await import('yaml')
  try {
    // JSON is YAML.
    const document: unknown = parse(await readFile(file, 'utf8'))
    if (typeof document === 'object' && document !== null && 'paths' in document) return document
  } catch (cause) {
    throw unreadable(name, (cause as Error).message, cause)
  }
  throw unreadable(name, 'it has no "paths"')
}

function unreadable(name: string, why: string, cause?: unknown): UserError {
  return new UserError(
    'ERR_DOCUMENT_UNREADABLE',
    `${name} cannot be read as an OpenAPI document: ${why}. Write one with: serverless openapi --out ${name}`,
    { cause },
  )
}
