import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findHandler, type Handler } from '../../../handlers/find-handler.ts'
import { isModuleFolder } from '../../../handlers/module-type.ts'
import { takesCallbacks } from '../../../handlers/node-runtime.ts'
import { isStreaming } from '../../../handlers/streaming-handler.ts'
import type { WorkerSettings } from '../worker-messages.ts'
import { lastLoadedFile } from './loaded-files.ts'

/**
 * Loads a handler as Lambda's runtime does.
 *
 * @throws {Error} when the module cannot be loaded, or its handler is none that the runtime takes; under Lambda's name.
 */
export async function loadHandler({ code, exportPath, handler, runtime }: WorkerSettings): Promise<Handler> {
  const loading =
    code.kind === 'plain'
      ? loadModule(code.module, takesCallbacks(runtime))
      : code.path.endsWith('.mjs')
        ? import(pathToFileURL(code.path).href)
        : requireFile(code.path)
  const found = findHandler(await rename(loading), exportPath, handler)
  if (found.length < 3 || isStreaming(found) || takesCallbacks(runtime)) return found
  throw new CallbackHandlerDeprecated(handler, runtime)
}

/**
 * Tries `name`, `name.js`, `name.mjs` and `name.cjs`, then a package of that name. Up to nodejs22.x what can be is loaded with `require`,
 * later everything with `import()`.
 *
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client `UserFunction.js`
 */
async function loadModule(module: string, requires: boolean): Promise<unknown> {
  const path = ['', '.js', '.mjs', '.cjs'].map((end) => module + end).find((each) => existsSync(each))
  if (path === undefined) return requireFile(createRequire(module).resolve(basename(module)))
  const isRequired =
    requires && !path.endsWith('.mjs') && !(path.endsWith('.js') && isModuleFolder(dirname(path)))
  return isRequired ? requireFile(path) : import(pathToFileURL(path).href)
}

/** @param path absolute */
async function requireFile(path: string): Promise<unknown> {
  return createRequire(__filename)(path)
}

/** Gives the errors of loading the names that Lambda gives them. */
async function rename(loading: Promise<unknown>): Promise<unknown> {
  try {
    return await loading
  } catch (error) {
    if (error instanceof SyntaxError) throw named(withPlace(error), 'Runtime.UserCodeSyntaxError')
    if (error instanceof Error && Reflect.get(error, 'code') === 'MODULE_NOT_FOUND')
      throw named(error, 'Runtime.ImportModuleError')
    throw error
  }
}

/** V8 keeps back where in an ES module the fault is, so it is asked again. */
function withPlace(error: SyntaxError): SyntaxError {
  const path = lastLoadedFile()
  if (path === undefined || /^.+:\d+\n/.test(error.stack ?? '')) return error
  const { stderr } = spawnSync(process.execPath, ['--check', path], { encoding: 'utf8', env: {} })
  const [place = ''] = stderr.split(/\n(?=SyntaxError)/)
  if (place.startsWith('file:') || place.startsWith('/')) error.stack = `${place}\n${error.stack}`
  return error
}

function named(error: Error, name: string): Error {
  const renamed = new Error(`${error.name}: ${error.message}`)
  renamed.name = name
  if (error.stack !== undefined) renamed.stack = error.stack
  return renamed
}

/** As Lambda calls it. */
class CallbackHandlerDeprecated extends Error {
  override readonly name = 'Runtime.CallbackHandlerDeprecated'

  constructor(handler: string, runtime: string) {
    super(
      `${handler} declares a callback (three parameters), which Lambda refuses from nodejs24.x on; this function's runtime is ${runtime}. ` +
        'Make it async and return the answer, or choose an older runtime.',
    )
  }
}
