import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation'
import type { CompiledTemplate, ServerlessInstance } from '../../service/serverless.ts'

/** Outputs of a stack, by name. */
export type StackOutputs = ReadonlyMap<string, string>

/** A stack as CloudFormation has it now. */
export interface StackNow {
  readonly name: string
  /** `CREATE_COMPLETE`, `UPDATE_IN_PROGRESS`, ... */
  readonly status: string
  readonly outputs: StackOutputs
}

/** Asks CloudFormation for the stack that a deploy would change; undefined if there is none yet. */
export async function readStackNow(serverless: ServerlessInstance): Promise<StackNow | undefined> {
  const name = stackNameOf(serverless)
  const stack = await findStack(await connect(serverless), name)
  return stack && { name, status: stack.StackStatus ?? '', outputs: outputsOf(stack) }
}

/** The template that the stack was last deployed with. */
export async function readDeployedTemplate(serverless: ServerlessInstance): Promise<CompiledTemplate> {
  return readTemplate(await connect(serverless), stackNameOf(serverless))
}

/** What a rehearsed deploy has created in the emulator. */
export interface DeployedStack {
  readonly outputs: StackOutputs
  /** Types of the resources that outlive the stack, by their `DeletionPolicy`. */
  readonly retainedTypes: readonly string[]
}

/** The stack of that name; undefined if there is none. */
export async function readStack(
  config: CloudFormationClientConfig,
  name: string,
): Promise<DeployedStack | undefined> {
  const client = new CloudFormationClient(config)
  const stack = await findStack(client, name)
  if (!stack) return undefined
  const { Resources } = await readTemplate(client, name)
  const retained = Object.values(Resources).filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')
  return { outputs: outputsOf(stack), retainedTypes: retained.map(({ Type }) => Type) }
}

async function findStack(client: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName })).catch(noStack)
  return Stacks[0]
}

async function readTemplate(client: CloudFormationClient, StackName: string): Promise<CompiledTemplate> {
  const { TemplateBody = '{"Resources":{}}' } = await client.send(new GetTemplateCommand({ StackName }))
  return JSON.parse(TemplateBody) as CompiledTemplate
}

function outputsOf({ Outputs = [] }: Stack): StackOutputs {
  return new Map(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]))
}

function stackNameOf(serverless: ServerlessInstance): string {
  return serverless.getProvider('aws').naming.getStackName()
}

/** With the region and the credentials of the command; Serverless v3 hands out none, so there the SDK finds its own. */
async function connect(serverless: ServerlessInstance): Promise<CloudFormationClient> {
  const aws = serverless.getProvider('aws')
  const config = await aws.getAwsSdkV3Config?.()
  return new CloudFormationClient(config ?? { region: aws.getRegion() })
}

/** CloudFormation has no error code of its own for a stack that does not exist. */
function noStack(error: Error): { Stacks?: [] } {
  if (error.name === 'ValidationError' && /does not exist/.test(error.message)) return {}
  throw error
}
