import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { ReadResource, TemplateContext } from './template.ts'

export interface PackagedFile {
  /** The name by its key in the bucket; empty where there is none. */
  readonly name: string
  /** Absolute path of the zip or folder; undefined where it is not beside the template. */
  readonly path: string | undefined
}

/**
 * Finds what a function or layer is made of: `serverless package` puts `x.zip` beside the template; CDK notes the path, and names
 * files by the key's hash.
 *
 * @param content the property with `S3Key`: `Code` of a function, `Content` of a layer.
 */
export function findPackagedFile(
  { metadata }: ReadResource,
  content: unknown,
  { folder }: Pick<TemplateContext, 'folder'>,
): PackagedFile {
  const { S3Key } = Object(content) as { S3Key?: unknown }
  const name = basename(String(S3Key ?? ''))
  const asset = metadata['aws:asset:path']
  const candidates = [
    ...(typeof asset === 'string' ? [resolve(folder, asset)] : []),
    join(folder, name),
    join(folder, `asset.${name.replace(/\.zip$/, '')}`),
    join(folder, `asset.${name}`),
  ]
  return { name, path: candidates.find((path) => path !== folder && existsSync(path)) }
}
