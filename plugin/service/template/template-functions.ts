import { statSync } from 'node:fs'
import { defaultRuntime } from '../../handlers/node-runtime.ts'
import type { DeclaredFunction } from '../read-functions.ts'
import type { FunctionResource } from '../references.ts'
import type { NotServed } from '../service.ts'
import { findPackagedFile } from './packaged-file.ts'
import { type ReadResource, resourcesOf, type TemplateContext, textOf } from './template.ts'
import { readTemplateLayers } from './template-layers.ts'

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
      layers: readTemplateLayers(resource, context),
      ...(handler !== undefined && findCode(resource, key, context)),
    }
  })
}

type Code = Pick<DeclaredFunction, 'artifact' | 'codeDir' | 'notServed'>

function findCode(resource: ReadResource, key: string, context: TemplateContext): Code {
  const { Code: code } = resource.properties
  if (Object(code).ZipFile !== undefined) {
    return { notServed: missing(key, 'its code is inline in the template', 'Put it into a file.') }
  }
  const { name, path } = findPackagedFile(resource, code, context)
  if (path === undefined) {
    const reason = `its code ${name || '(no S3Key)'} is not beside ${context.file}`
    return { notServed: missing(key, reason, 'Package the service again, and leave the files together.') }
  }
  return statSync(path).isDirectory() ? { codeDir: path } : { artifact: path }
}

function missing(key: string, reason: string, remedy: string): NotServed {
  return { name: `function ${key}`, reason, remedy }
}
