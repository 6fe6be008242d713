import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Compiles one source. @param path absolute */
export type SourceCompiler = (path: string, text: string) => string

/** The part of the TypeScript compiler's API that is used here: of every version up to 6. */
interface TypeScript {
  readonly sys: { readFile(path: string): string | undefined }
  readConfigFile(path: string, read: (path: string) => string | undefined): { readonly config?: object }
  parseJsonConfigFileContent(
    config: object,
    sys: object,
    dir: string,
  ): { readonly options: Readonly<Record<string, unknown>> }
  transpileModule?(text: string, options: object): { readonly outputText: string }
  readonly ModuleKind: { readonly ESNext: number }
  readonly JsxEmit: { readonly Preserve: number }
}

/**
 * For `emitDecoratorMetadata`, by which NestJS, TypeORM and others know the types of parameters: esbuild does not make it, so the
 * service's own TypeScript compiles the sources that have decorators.
 *
 * @param tsconfig from the service's folder.
 * @returns undefined where the service does not ask for it, or has no TypeScript that can be called.
 */
export function findDecoratorCompiler(dir: string, tsconfig = 'tsconfig.json'): SourceCompiler | undefined {
  const file = join(dir, tsconfig)
  if (!mentionsMetadata(file)) return undefined
  const typescript = loadTypeScript(file)
  if (!typescript?.transpileModule) return undefined
  const { config = {} } = typescript.readConfigFile(file, typescript.sys.readFile)
  const { options } = typescript.parseJsonConfigFileContent(config, typescript.sys, dirname(file))
  if (options.emitDecoratorMetadata !== true) return undefined
  const compilerOptions = {
    ...options,
    ...{ module: typescript.ModuleKind.ESNext, jsx: typescript.JsxEmit.Preserve },
    ...{
      sourceMap: false,
      inlineSourceMap: true,
      inlineSources: false,
      declaration: false,
      importHelpers: false,
    },
  }
  return (path, text) =>
    typescript.transpileModule?.(text, { fileName: path, compilerOptions }).outputText ?? text
}

/** Loading TypeScript takes a while, so the text is looked at first, with what it extends. */
function mentionsMetadata(file: string): boolean {
  if (!existsSync(file)) return false
  const text = readFileSync(file, 'utf8')
  if (text.includes('emitDecoratorMetadata')) return true
  const parent = /"extends"\s*:\s*"([^"]+)"/.exec(text)?.[1]
  const found = parent && resolveFrom(file, parent)
  return found ? mentionsMetadata(found) : false
}

function resolveFrom(file: string, request: string): string | undefined {
  const { resolve } = createRequire(file)
  for (const each of [request, `${request}.json`, `${request}/tsconfig.json`]) {
    try {
      return resolve(each)
    } catch {
      // The next way to write it.
    }
  }
  return undefined
}

function loadTypeScript(file: string): TypeScript | undefined {
  const require = createRequire(file)
  try {
    return require('typescript')
  } catch {
    return undefined
  }
}
