import { localAccountId } from '../../events/event-request.ts'
import type { ReferenceTargets, TemplateSections } from './intrinsics/targets.ts'
import type { LocalService, TableDefinition } from './service.ts'

type Place = Pick<LocalService, 'name' | 'stage' | 'region'>

/** A function, by the name that its resource has in the template. */
export interface FunctionResource {
  readonly logicalId: string
  readonly name: string
}

interface Parts {
  readonly tables?: readonly TableDefinition[]
  readonly functions?: readonly FunctionResource[]
  readonly template?: TemplateSections
}

/** The pseudo parameters, tables and functions of a stack, as they are here. */
export function referenceTargets(
  { name, stage, region }: Place,
  { tables = [], functions = [], template = {} }: Parts = {},
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
      ...functions.map(({ logicalId, name }) => [logicalId, name] as const),
    ]),
    attributes: new Map([
      ...tables.map(
        ({ logicalId, tableName }) => [`${logicalId}.Arn`, arn('dynamodb', `table/${tableName}`)] as const,
      ),
      ...functions.map(
        ({ logicalId, name }) => [`${logicalId}.Arn`, arn('lambda', `function:${name}`)] as const,
      ),
    ]),
    template,
  }
}
