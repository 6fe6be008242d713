import { isBuiltin } from 'node:module'
import { isAbsolute, resolve } from 'node:path'
import type { Plugin } from 'esbuild'

/**
 * Leaves packages to Node, found or not: only the service's own sources are compiled, those that `paths` of tsconfig.json or a
 * workspace lead to included. A package of TypeScript cannot be left to Node.
 */
export function leavePackages(aliases: readonly string[] = []): Plugin {
  return {
    name: 'leave-packages',
    setup(build) {
      build.onResolve({ filter: /^(?:\.|\/).*\.node$/ }, ({ path, resolveDir }) => ({
        path: isAbsolute(path) ? path : resolve(resolveDir, path),
        external: true,
      }))
      build.onResolve({ filter: /^[^./]/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || pluginData === asked) return undefined
        if (isBuiltin(path)) return { path, external: true }
        const found = await build.resolve(path, { importer, kind, resolveDir, pluginData: asked })
        const isAlias = aliases.some((alias) => path === alias || path.startsWith(`${alias}/`))
        if (found.errors.length > 0 || (isPackage(found.path) && !isAlias)) return { path, external: true }
        return found
      })
    },
  }
}

const asked = Symbol('asked')

function isPackage(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path) && /\.(?:[cm]?js|json|node)$/.test(path)
}
