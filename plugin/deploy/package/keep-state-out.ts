import { dirname, join, posix } from 'node:path'
import { isPrivateFolder, stateFolderName } from '../../local/private-folder.ts'
import type { ServerlessInstance } from '../../service/serverless.ts'
import { compileCacheFolder } from '../../system/compile-cache.ts'

type Resolve = (
  params: { readonly include: readonly string[] },
  prefix?: string,
) => Promise<readonly string[]>

/** Serverless's own plugin that makes the zips: the same in v3 and osls. */
interface Packager {
  resolveFilePathsFromPatterns: Resolve
}

/** What is claimcheck's in a service: the state of its local run, local users with their passwords, and what Node compiled of the plugin. */
const own = [
  `!**/${stateFolderName}/**`,
  `!**/node_modules/${compileCacheFolder}/**`,
  '!claimcheck.users.{yml,yaml}',
]

/**
 * Keeps what is claimcheck's, keys among it, out of every zip that Serverless makes, whatever `package.patterns` say. Nothing else
 * in a zip changes by it, and no setting of the service: other plugins read those.
 */
export function keepStateOut({
  serviceDir,
  pluginManager,
}: Pick<ServerlessInstance, 'serviceDir' | 'pluginManager'>): void {
  for (const packager of pluginManager.plugins.filter(isPackager)) {
    const resolve = packager.resolveFilePathsFromPatterns
    packager.resolveFilePathsFromPatterns = async (params, prefix = '') => {
      // Patterns count in order, and what the service or a function adds comes before these.
      const include = [...params.include, ...own]
      const files = await resolve.call(packager, { ...params, include }, prefix)
      return withoutState(files, join(serviceDir, prefix))
    }
  }
}

function isPackager(plugin: object): plugin is Packager {
  return 'resolveFilePathsFromPatterns' in plugin && typeof plugin.resolveFilePathsFromPatterns === 'function'
}

/** State folders of another name, by what is written in them. Packages are not searched. */
function withoutState(files: readonly string[], dir: string): readonly string[] {
  const sources = files.map(toPosix).filter((file) => !`/${file}`.includes('/node_modules/'))
  const folders = [...new Set(sources.flatMap(foldersOf))].filter((folder) =>
    isPrivateFolder(join(dir, folder)),
  )
  if (folders.length === 0) return files
  return files.filter((file) => !folders.some((folder) => toPosix(file).startsWith(`${folder}/`)))
}

/** Every folder above a file, the service's own left out. */
function foldersOf(file: string): string[] {
  const folder = posix.dirname(file)
  return folder === '.' || folder === dirname(folder) ? [] : [folder, ...foldersOf(folder)]
}

function toPosix(file: string): string {
  return file.replaceAll('\\', '/')
}
