import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'
import { parseHandlerPath } from '../../../handlers/handler-path.ts'
import { isModuleFolder } from '../../../handlers/module-type.ts'
import type { LocalFunction, LocalService } from '../../../service/service.ts'
import type { PlainCode } from './function-code.ts'

/** A handler whose module has to be compiled. */
export interface Source {
  readonly kind: 'source'
  /** From the service's folder, without extension. */
  readonly modulePath: string
  readonly format: 'cjs' | 'esm'
}

const plainExtensions = ['.js', '.mjs', '.cjs']

/** In the order in which esbuild looks for them. */
export const sourceExtensions = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.tsx', '.jsx']

const compiledExtensions = sourceExtensions.filter((extension) => !plainExtensions.includes(extension))

/**
 * How a handler's code gets into a process: JavaScript is loaded from where it is, and what Node does not read is compiled, as is all
 * that the service has a bundler for.
 *
 * @throws {Error} when `handler` is not a path and an export.
 */
export function findCode(
  service: LocalService,
  { handler, ...localFunction }: LocalFunction,
): PlainCode | Source {
  const { dir, build } = service
  const codeDir = localFunction.codeDir ?? service.codeDir ?? dir
  const { modulePath } = parseHandlerPath(handler)
  const packaged = codeDir === dir ? undefined : findPlain(codeDir, modulePath)
  if (packaged) return packaged
  const source = toSource(dir, modulePath)
  if (build?.bundle || build?.esbuild) return source
  if (build?.compiles && hasFile(dir, modulePath, compiledExtensions)) return source
  return findPlain(dir, modulePath) ?? source
}

function findPlain(folder: string, modulePath: string): PlainCode | undefined {
  const module = join(folder, modulePath)
  const isThere = hasFile(folder, modulePath, ['', ...plainExtensions]) || isPackage(folder, modulePath)
  return isThere ? { kind: 'plain', module } : undefined
}

function hasFile(folder: string, modulePath: string, extensions: readonly string[]): boolean {
  return extensions.some((extension) =>
    statSync(join(folder, modulePath) + extension, { throwIfNoEntry: false })?.isFile(),
  )
}

/** A folder with an index.js, or a package that is installed. */
function isPackage(folder: string, modulePath: string): boolean {
  if (hasFile(folder, modulePath, compiledExtensions)) return false
  const name = basename(modulePath)
  const { resolve } = createRequire(join(folder, modulePath))
  return [`./${name}`, name].some((request) => plainExtensions.includes(extname(pathOf(request, resolve))))
}

function pathOf(request: string, resolve: NodeJS.RequireResolve): string {
  try {
    return resolve(request)
  } catch {
    return ''
  }
}

function toSource(dir: string, modulePath: string): Source {
  const extension = sourceExtensions.find((each) => existsSync(join(dir, modulePath) + each)) ?? ''
  return { kind: 'source', modulePath, format: formatOf(join(dir, modulePath) + extension) }
}

/** As Node decides, and the TypeScript compiler with it. */
function formatOf(file: string): 'cjs' | 'esm' {
  if (/\.m[jt]s$/.test(file)) return 'esm'
  if (/\.c[jt]s$/.test(file)) return 'cjs'
  return isModuleFolder(dirname(file)) ? 'esm' : 'cjs'
}
