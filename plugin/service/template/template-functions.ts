import { existsSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { defaultRuntime } from '../../handlers/node-runtime.ts'
import type { DeclaredFunction } from '../read-functions.ts'
import type { FunctionResource } from '../references.ts'
import type { NotServed } from '../service.ts'
import { type ReadResource, resourcesOf, type TemplateContext, textOf } from './template.ts'

const functionType = 'AWS::Lambda::Function'

/** The functions' deployed names; the logical id stands for one that AWS makes up. */
export function readFunctionResources(context: TemplateContext): FunctionResource[] {
  return resourcesOf(context, functionType).map((resource) => ({
    logicalId: resource.logicalId,
    name: textOf(resource, 'FunctionName', context) ?? resource.logicalId,
  }))
}

/**
 * The functions of a template, each with the zip or folder of its code.
 *
 * @param keyOf the key of a function in serverless.yml by its deployed name, where that is known.
 */
export function readTemplateFunctions(
  context: TemplateContext,
  keyOf: (name: string) => string | undefined,
): DeclaredFunction[] {
  return resourcesOf(context, functionType).map((resource) => {
    const { logicalId, properties } = resource
    const name = textOf(resource, 'FunctionName', context) ?? logicalId
    const key = keyOf(name) ?? logicalId
    const handler = textOf(resource, 'Handler', context)
    const runtime = textOf(resource, 'Runtime', context) ?? defaultRuntime
    const { Variables = {} } = Object(properties.Environment) as { Variables?: Record<string, unknown> }
    return {
      key,
      name,
      handler,
      environment: Variables,
      runtime,
      // Lambda's own defaults, not Serverless's.
      timeoutSeconds: Number(textOf(resource, 'Timeout', context) ?? 3),
      memoryMb: Number(textOf(resource, 'MemorySize', context) ?? 128),
      ...(handler !== undefined && findCode(resource, key, context)),
    }
  })
}

type Code = Pick<DeclaredFunction, 'artifact' | 'codeDir' | 'notServed'>

/** `serverless package` puts `x.zip` beside the template; CDK notes the path, and names files by the key's hash. */
function findCode(resource: ReadResource, key: string, context: TemplateContext): Code {
  const { properties, metadata } = resource
  const { S3Key, ZipFile } = Object(properties.Code) as { S3Key?: unknown; ZipFile?: unknown }
  if (ZipFile !== undefined) {
    return { notServed: missing(key, 'its code is inline in the template', 'Put it into a file.') }
  }
  const name = basename(String(S3Key ?? ''))
  const asset = metadata['aws:asset:path']
  const candidates = [
    ...(typeof asset === 'string' ? [resolve(context.folder, asset)] : []),
    join(context.folder, name),
    join(context.folder, `asset.${name.replace(/\.zip$/, '')}`),
    join(context.folder, `asset.${name}`),
  ]
  const found = candidates.find((path) => path !== context.folder && existsSync(path))
  if (found === undefined) {
    const reason = `its code ${name || '(no S3Key)'} is not beside ${context.file}`
    return { notServed: missing(key, reason, 'Package the service again, and leave the files together.') }
  }
  return statSync(found).isDirectory() ? { codeDir: found } : { artifact: found }
}

function missing(key: string, reason: string, remedy: string): NotServed {
  return { name: `function ${key}`, reason, remedy }
}
