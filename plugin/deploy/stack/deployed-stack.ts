import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation'
import type { AwsAccess } from '../rehearse/emulator-access.ts'

/** What a deploy has left at the emulator. */
export interface DeployedStack {
  readonly outputs: ReadonlyMap<string, string>
  /** Types of the resources that outlive the stack, by their `DeletionPolicy`. */
  readonly retainedTypes: readonly string[]
}

/** The stack of that name; undefined if there is none. */
export async function readStack(access: AwsAccess, StackName: string): Promise<DeployedStack | undefined> {
  const client = new CloudFormationClient(access)
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName })).catch(noStack)
  const [stack] = Stacks
  if (!stack) return undefined
  const { TemplateBody = '{}' } = await client.send(new GetTemplateCommand({ StackName }))
  const { Resources = {} } = JSON.parse(TemplateBody) as {
    Resources?: Record<string, { Type: string; DeletionPolicy?: string }>
  }
  return {
    outputs: new Map(
      (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    ),
    retainedTypes: Object.values(Resources)
      .filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')
      .map(({ Type }) => Type),
  }
}

function noStack(error: Error): { Stacks: [] } {
  if (error.name === 'ValidationError' && /does not exist/.test(error.message)) return { Stacks: [] }
  throw error
}
