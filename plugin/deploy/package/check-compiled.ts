import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { unzipSync } from 'fflate'
import { readBundleSettings } from '../../handlers/bundle-settings.ts'
import { type HandlerPath, parseHandlerPath } from '../../handlers/handler-path.ts'
import { defaultRuntime, isNodeRuntime } from '../../handlers/node-runtime.ts'
import type { ServerlessFunction, ServerlessInstance } from '../../service/serverless.ts'
import { UserError } from '../../user-error.ts'

type Service = Pick<ServerlessInstance, 'serviceDir' | 'service'>

/** A function whose handler is TypeScript. Lambda loads none. */
export interface TypeScriptFunction {
  readonly key: string
  /** Without extension: `src/greet`. */
  readonly modulePath: string
  /** `src/greet.ts` */
  readonly source: string
}

const sources = ['.ts', '.mts', '.cts', '.tsx', '.jsx']
/** In Lambda's order. */
const compiled = ['', '.js', '.mjs', '.cjs']

export const bundleAdvice =
  'Set custom.claimcheck.bundle to true in serverless.yml, and claimcheck bundles each function; or add a plugin that compiles, such as serverless-esbuild.'

/**
 * Checks what is about to be deployed: a zip whose handler is TypeScript alone cannot run. Reads the zips of such functions only.
 *
 * @throws {UserError} `ERR_TYPESCRIPT_NOT_COMPILED` naming functions, sources and what to set.
 */
export async function checkCompiled(serverless: Service): Promise<void> {
  const { serviceDir, service } = serverless
  const broken: TypeScriptFunction[] = []
  for (const each of findTypeScript(serverless)) {
    const artifact = service.functions?.[each.key]?.package?.artifact ?? service.package?.artifact
    const names = artifact === undefined ? undefined : await namesIn(resolve(serviceDir, artifact))
    if (names && !compiled.some((extension) => names.has(each.modulePath + extension))) broken.push(each)
  }
  if (broken.length === 0) return
  const list = broken.map(({ key, source }) => `${key} (${source})`).join(', ')
  throw new UserError(
    'ERR_TYPESCRIPT_NOT_COMPILED',
    `Nothing has compiled the TypeScript of ${list}: the zip has no JavaScript at that path, and Lambda loads nothing else. ${bundleAdvice}`,
  )
}

/** Before packaging: the functions in TypeScript, where nothing in the service would compile them. */
export function findTypeScriptWithoutCompiler(
  serverless: Service & Pick<ServerlessInstance, 'pluginManager'>,
): TypeScriptFunction[] {
  const { service } = serverless
  const isBundled = readBundleSettings(service.custom) !== undefined
  if (isBundled || service.package?.artifact !== undefined || hasPackager(serverless)) return []
  return findTypeScript(serverless).filter(
    ({ key }) => service.functions?.[key]?.package?.artifact === undefined,
  )
}

/** Events that packagers act on, before Serverless makes its zips or instead of it. */
const packagingEvent =
  /^(?:initialize|(?:before:|after:)?package:(?:cleanup|initialize|createDeploymentArtifacts)|before:deploy:deploy)$/

/**
 * Whether another plugin acts on these events. Which of them compile cannot be known from outside. Serverless v4 compiles by itself, on
 * an event that the frameworks before it leave to plugins.
 */
function hasPackager({ pluginManager }: Pick<ServerlessInstance, 'pluginManager'>): boolean {
  const { hooks = {}, externalPlugins = [] } = pluginManager
  const others = [...externalPlugins].filter((plugin) => plugin.constructor.name !== ownName)
  return (
    others.some((plugin) => Object.keys(plugin.hooks ?? {}).some((event) => packagingEvent.test(event))) ||
    (hooks['before:package:createDeploymentArtifacts'] ?? []).some(({ pluginName }) => pluginName !== ownName)
  )
}

const ownName = 'ClaimcheckPlugin'

function findTypeScript({ serviceDir, service }: Service): TypeScriptFunction[] {
  return Object.entries(service.functions ?? {}).flatMap(([key, definition]) => {
    const path = pathOf(definition)
    if (!path || !isNodeRuntime(definition.runtime ?? service.provider.runtime ?? defaultRuntime)) return []
    const { modulePath } = path
    const exists = (extension: string) => existsSync(join(serviceDir, modulePath + extension))
    const extension = sources.find(exists)
    if (extension === undefined || compiled.slice(1).some(exists)) return []
    return [{ key, modulePath, source: modulePath + extension }]
  })
}

/** A handler that is not valid is for Serverless, and AWS, to refuse. */
function pathOf({ handler }: ServerlessFunction): HandlerPath | undefined {
  try {
    return handler === undefined ? undefined : parseHandlerPath(handler)
  } catch {
    return undefined
  }
}

/** The files in a zip; undefined for one that cannot be read here, such as one in S3. */
async function namesIn(file: string): Promise<ReadonlySet<string> | undefined> {
  const bytes = await readFile(file).catch(() => undefined)
  if (bytes === undefined) return undefined
  const names = new Set<string>()
  unzipSync(bytes, { filter: ({ name }) => !names.add(name) })
  return names
}
