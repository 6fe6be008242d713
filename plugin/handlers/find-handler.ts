/** A function as users write it; `callback` only in the old style. */
export type Handler = (event: unknown, context: unknown, callback?: HandlerCallback) => unknown

export type HandlerCallback = (error: unknown, value?: unknown) => void

/**
 * Finds the handler in a loaded module, as Lambda's runtime does: a dotted name is walked, then `default` is tried.
 *
 * @throws {Error} naming the exports there are, when the named one is missing or not a function.
 */
export function findHandler(loaded: unknown, exportPath: string, handler: string): Handler {
  const found = walk(loaded, exportPath) ?? walk(walk(loaded, 'default'), exportPath)
  if (typeof found === 'function') return found as Handler
  const state = found === undefined ? 'is not exported' : `is ${typeof found}, not a function`
  throw new Error(`${handler}: "${exportPath}" ${state}; the module exports ${listExports(loaded)}.`)
}

function walk(start: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  }, start)
}

function listExports(loaded: unknown): string {
  const names = typeof loaded === 'object' && loaded !== null ? Object.keys(loaded) : []
  return names.length > 0 ? names.join(', ') : 'nothing'
}
