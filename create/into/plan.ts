import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../plugin/user-error.ts'
import type { ProviderName } from '../../providers/registry.ts'
import { addDependencies, findVersion, readManifest, type Wanted } from './add-dependencies.ts'
import { addPlugin, listPlugins, pluginName } from './add-plugin.ts'
import type { Change } from './change.ts'
import { exampleHandler, examplePath, findAuthorizer, recognizeProvider } from './example-handler.ts'
import { findConfiguration } from './find-configuration.ts'

/** A service that claimcheck is added to. */
export interface Service {
  readonly folder: string
  /** `serverless.yml` or `serverless.yaml`. */
  readonly file: string
  readonly text: string
  readonly manifest: string
  readonly plugins: readonly string[]
}

export interface Plan {
  readonly changes: readonly Change[]
  /** What to know, a sentence each. */
  readonly notes: readonly string[]
}

/** @throws {UserError} `ERR_SERVICE_NOT_FOUND`, `ERR_SERVICE_NOT_EDITABLE`, `ERR_MANIFEST_MISSING` */
export async function readService(folder: string): Promise<Service> {
  const file = await findConfiguration(folder)
  const text = await readFile(join(folder, file), 'utf8')
  const manifest = await readFile(join(folder, 'package.json'), 'utf8').catch(() => {
    throw new UserError(
      'ERR_MANIFEST_MISSING',
      `There is no package.json in ${folder}, so no package can be added. Make one first: npm init -y`,
    )
  })
  return { folder, file, text, manifest, plugins: listPlugins(text, file) }
}

/** Whose tokens its first JWT authorizer accepts, where that can be told. */
export function providerOf({ text }: Service): ProviderName | undefined {
  return recognizeProvider(findAuthorizer(text))
}

/** The framework goes into the Lambda and needs zod 4. */
const zodMajor = '4'

/**
 * What has to change. Nothing that is there is replaced.
 *
 * @param versions of all packages that a new service has
 * @throws {UserError} `ERR_SERVICE_NOT_EDITABLE`, `ERR_MANIFEST_INVALID`
 */
export function planChanges(service: Service, provider: ProviderName, versions: Wanted): Plan {
  const { file, text, manifest, plugins } = service
  const parsed = readManifest(manifest)
  const hasPlugin = plugins.includes(pluginName)
  const zod = findVersion(parsed, 'zod')
  const canHaveFramework = zod === undefined || (/\d+/.exec(zod)?.[0] ?? zodMajor) === zodMajor
  const withPackages = addDependencies(manifest, pick(versions, canHaveFramework))
  const example = hasPlugin || !canHaveFramework ? undefined : planExample(service, provider, parsed.type)
  const changes = [
    !hasPlugin && { path: file, before: text, after: addPlugin(text, file) },
    withPackages !== manifest && { path: 'package.json', before: manifest, after: withPackages },
    example?.change,
  ]
  const notes = [
    hasPlugin && `${pluginName} is already in the plugins of ${file}.`,
    !canHaveFramework &&
      `The framework claimcheck needs zod ${zodMajor}, and package.json has zod ${zod}: it and the example handler are left out. The plugin works without them.`,
    example?.note,
    plugins.includes('serverless-offline') &&
      'serverless-offline is in the plugins too. `serverless offline` stays its command; `serverless local` is the one of claimcheck.',
  ]
  return {
    changes: changes.filter((change): change is Change => typeof change === 'object'),
    notes: notes.filter((note): note is string => typeof note === 'string'),
  }
}

function pick({ dependencies, devDependencies }: Wanted, withFramework: boolean): Wanted {
  const only = (from: Wanted['dependencies'], names: readonly string[]) =>
    Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)))
  return {
    dependencies: only(dependencies, withFramework ? ['claimcheck', 'zod'] : []),
    devDependencies: only(devDependencies, [pluginName]),
  }
}

function planExample(
  { folder, text }: Service,
  provider: ProviderName,
  type: string | undefined,
): { readonly change?: Change; readonly note?: string } {
  const path = examplePath(folder, type)
  if (existsSync(join(folder, path)))
    return { note: `There is a ${path} already, so the example handler is left out.` }
  const authorizer = findAuthorizer(text)
  const change = { path, before: undefined, after: exampleHandler(path, provider, authorizer) }
  if (authorizer) return { change }
  return { change, note: 'serverless.yml has no JWT authorizer under provider.httpApi.authorizers yet.' }
}
