import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation'
import type { CompiledTemplate, ServerlessInstance } from '../../service/serverless.ts'

/** A stack as CloudFormation has it now. */
export interface StackNow {
  readonly name: string
  /** `CREATE_COMPLETE`, `UPDATE_IN_PROGRESS`, ... */
  readonly status: string
  readonly outputs: ReadonlyMap<string, string>
}

/** Asks CloudFormation for the stack that a deploy would change; undefined if there is none yet. */
export async function readStackNow(serverless: ServerlessInstance): Promise<StackNow | undefined> {
  const StackName = serverless.getProvider('aws').naming.getStackName()
  const client = await connect(serverless)
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName })).catch(noStack)
  const [stack] = Stacks
  if (!stack) return undefined
  const outputs = stack.Outputs ?? []
  return {
    name: StackName,
    status: stack.StackStatus ?? '',
    outputs: new Map(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
  }
}

/** The template that the stack was last deployed with. */
export async function readDeployedTemplate(serverless: ServerlessInstance): Promise<CompiledTemplate> {
  const client = await connect(serverless)
  const StackName = serverless.getProvider('aws').naming.getStackName()
  const { TemplateBody = '{"Resources":{}}' } = await client.send(new GetTemplateCommand({ StackName }))
  return JSON.parse(TemplateBody) as CompiledTemplate
}

/** With the region and the credentials of the command; Serverless v3 hands out none, so there the SDK finds its own. */
async function connect(serverless: ServerlessInstance): Promise<CloudFormationClient> {
  const aws = serverless.getProvider('aws')
  const config = await aws.getAwsSdkV3Config?.()
  return new CloudFormationClient(config ?? { region: aws.getRegion() })
}

/** CloudFormation has no error of its own for it. */
function noStack(error: Error): { Stacks?: [] } {
  if (error.name === 'ValidationError' && /does not exist/.test(error.message)) return {}
  throw error
}
