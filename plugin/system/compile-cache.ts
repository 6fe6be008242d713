import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { dirname, join } from 'node:path'

/** Where it is in a `node_modules`. */
export const compileCacheFolder = '.cache/claimcheck'

/**
 * Keeps what is compiled from here on, in this process and its threads, for the next run: without it, taking the types
 * out of the sources is a fifth of a start. The folder is `.cache/claimcheck` in the service's `node_modules`, else
 * in those that this plugin is installed in; not in the system's temporary folder, which others may write to. Read-only: no cache.
 */
export function enableServiceCompileCache(serviceDir: string): void {
  const modules = findModules(serviceDir) ?? findModules(import.meta.dirname)
  if (modules === undefined) return
  const { directory } = enableCompileCache(join(modules, compileCacheFolder))
  // Threads look for the variable.
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE = directory
}

/** In a workspace, `node_modules` may be some folders further up. */
function findModules(dir: string): string | undefined {
  const modules = join(dir, 'node_modules')
  if (existsSync(modules)) return modules
  const parent = dirname(dir)
  return parent === dir ? undefined : findModules(parent)
}
