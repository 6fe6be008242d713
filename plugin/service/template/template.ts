import { readFileSync } from 'node:fs'
import { UserError } from '../../user-error.ts'
import { resolveOptionalText } from '../intrinsics/resolve.ts'
import type { ReferenceTargets, TemplateSections } from '../intrinsics/targets.ts'
import type { TemplateResource } from '../serverless.ts'

/** A resource, with what tools note about it. */
export interface WrittenResource extends TemplateResource {
  readonly Metadata?: Readonly<Record<string, unknown>>
}

/** A CloudFormation template as JSON. */
export interface Template extends TemplateSections {
  readonly Resources: Readonly<Record<string, WrittenResource>>
}

/** What the parts of a template are read with. */
export interface TemplateContext {
  readonly resources: Template['Resources']
  /** Absolute path of the template's folder, where its packages are too. */
  readonly folder: string
  /** For messages. */
  readonly file: string
  readonly targets: ReferenceTargets
}

/** @throws {UserError} `ERR_TEMPLATE_UNREADABLE` for what is no CloudFormation template in JSON. */
export function readTemplateFile(path: string): Template {
  const found = parseFile(path)
  if (typeof found === 'object' && found !== null && typeof Object(found).Resources === 'object') {
    return found as Template
  }
  throw unreadable(path, 'it has no Resources')
}

/** @throws {UserError} `ERR_TEMPLATE_UNREADABLE` for a file of a package that is not there, or not JSON. */
export function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw unreadable(path, code === 'ENOENT' ? 'there is no such file' : `it is not JSON: ${message}`)
  }
}

function unreadable(path: string, why: string): UserError {
  return new UserError(
    'ERR_TEMPLATE_UNREADABLE',
    `--template: ${path}: ${why}. Expected a CloudFormation template in JSON, such as ` +
      '.serverless/cloudformation-template-update-stack.json, as "serverless package" writes it with the files beside it.',
  )
}

/** The resources of a type, by logical id, in the template's order. */
export function resourcesOf({ resources }: Pick<TemplateContext, 'resources'>, ...types: readonly string[]) {
  return Object.entries(resources)
    .filter(([, { Type }]) => types.includes(Type))
    .map(([logicalId, { Type, Properties = {}, Metadata = {} }]) => ({
      logicalId,
      type: Type,
      properties: Properties,
      metadata: Metadata,
    }))
}

export type ReadResource = ReturnType<typeof resourcesOf>[number]

/** The text of a property; undefined where there is none. */
export function textOf(
  { logicalId, properties }: ReadResource,
  name: string,
  { targets, file }: Pick<TemplateContext, 'targets' | 'file'>,
): string | undefined {
  return resolveOptionalText(properties[name], targets, `${file}, resource ${logicalId}, ${name}`)
}

/** The logical id that `{ Ref: X }` names. */
export function refOf(value: unknown): string | undefined {
  const name: unknown = Object(value).Ref
  return typeof name === 'string' ? name : undefined
}
