import { UserError } from '../user-error.ts'
import type { LocalService, TableDefinition } from './service.ts'
import { localAccountId } from './service.ts'

/** What `Ref` and `Fn::GetAtt` of a name give on this machine. */
export interface ReferenceTargets {
  /** By logical id or pseudo parameter (`AWS::Region`). */
  readonly refs: ReadonlyMap<string, string>
  /** By `LogicalId.Attribute`. */
  readonly attributes: ReadonlyMap<string, string>
}

/** The pseudo parameters and the tables of a stack, as they are here. */
export function referenceTargets(
  { name, stage, region }: Pick<LocalService, 'name' | 'stage' | 'region'>,
  tables: readonly TableDefinition[],
): ReferenceTargets {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${localAccountId}:${rest}`
  return {
    refs: new Map([
      ['AWS::Region', region],
      ['AWS::AccountId', localAccountId],
      ['AWS::Partition', 'aws'],
      ['AWS::URLSuffix', 'amazonaws.com'],
      ['AWS::StackName', `${name}-${stage}`],
      ['AWS::StackId', arn('cloudformation', `stack/${name}-${stage}/local`)],
      ...tables.map(({ logicalId, tableName }) => [logicalId, tableName] as const),
    ]),
    attributes: new Map(
      tables.map(({ logicalId, tableName }) => [`${logicalId}.Arn`, arn('dynamodb', `table/${tableName}`)]),
    ),
  }
}

type Intrinsic = (argument: unknown, targets: ReferenceTargets) => string

/**
 * Turns a template value into the text that CloudFormation would make of it, with local values.
 *
 * Known: `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::Join`. A resource that has no local value reads `local-<LogicalId>`, so
 * that a function which only passes the name on still starts.
 *
 * @throws {UserError} `ERR_REFERENCE_UNSUPPORTED` for any other intrinsic function.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolveText(value: unknown, targets: ReferenceTargets): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return String(value)
  const entries = Object.entries(value)
  const [name, argument] = entries[0] ?? ['an empty object', undefined]
  const intrinsic = intrinsics.get(name)
  if (entries.length === 1 && intrinsic) return intrinsic(argument, targets)
  throw new UserError(
    'ERR_REFERENCE_UNSUPPORTED',
    `serverless.yml has ${name} where a text is expected; the local run supports ${[...intrinsics.keys()].join(', ')}.`,
  )
}

/** The same for a whole tree: resource properties, say. Only what is an intrinsic function is replaced. */
export function resolveTree(value: unknown, targets: ReferenceTargets): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveTree(item, targets))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  if (entries.length === 1 && intrinsics.has(entries[0]?.[0] ?? '')) return resolveText(value, targets)
  return Object.fromEntries(entries.map(([key, member]) => [key, resolveTree(member, targets)]))
}

const intrinsics: ReadonlyMap<string, Intrinsic> = new Map([
  ['Ref', (name, targets) => ref(String(name), targets)],
  ['Fn::GetAtt', (path, targets) => attribute(Array.isArray(path) ? path.join('.') : String(path), targets)],
  ['Fn::Sub', substitute],
  ['Fn::Join', join],
])

function ref(name: string, { refs }: ReferenceTargets): string {
  return refs.get(name) ?? `local-${name}`
}

function attribute(path: string, { attributes }: ReferenceTargets): string {
  return attributes.get(path) ?? `local-${path.replaceAll('.', '-')}`
}

function join(argument: unknown, targets: ReferenceTargets): string {
  const [separator, parts] = argument as [string, readonly unknown[]]
  return parts.map((part) => resolveText(part, targets)).join(separator)
}

function substitute(argument: unknown, targets: ReferenceTargets): string {
  const [template, own] = Array.isArray(argument) ? argument : [argument, {}]
  return String(template).replaceAll(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    if (Object.hasOwn(own, name)) return resolveText(own[name], targets)
    return name.includes('.') ? attribute(name, targets) : ref(name, targets)
  })
}
