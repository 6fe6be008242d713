import { ApiGatewayV2Client, GetApisCommand } from '@aws-sdk/client-apigatewayv2'
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs'
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam'
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import type { AwsAccess } from './emulator-access.ts'

/** One thing in the account: its CloudFormation type and its name. */
export interface AccountResource {
  readonly type: string
  readonly name: string
}

/**
 * Everything in the account of the types that a service deploys. It asks each AWS service, not CloudFormation, since it
 * looks for what a stack has lost track of.
 */
export async function takeInventory(access: AwsAccess): Promise<AccountResource[]> {
  const lists = await Promise.all(
    Object.entries(listers).map(async ([type, list]) => {
      const names = await list(access)
      return names.map((name) => ({ type, name: name ?? '' }))
    }),
  )
  return lists.flat()
}

/** What is in the second inventory and not in the first. */
export function addedSince(
  before: readonly AccountResource[],
  after: readonly AccountResource[],
): AccountResource[] {
  const known = new Set(before.map(keyOf))
  return after.filter((resource) => !known.has(keyOf(resource)))
}

function keyOf({ type, name }: AccountResource): string {
  return `${type} ${name}`
}

/** One page each: a rehearsal has a handful of resources. */
const listers: Readonly<Record<string, (access: AwsAccess) => Promise<(string | undefined)[]>>> = {
  'AWS::S3::Bucket': async (access) => {
    const { Buckets = [] } = await new S3Client(access).send(new ListBucketsCommand())
    return Buckets.map(({ Name }) => Name)
  },
  'AWS::DynamoDB::Table': async (access) => {
    const { TableNames = [] } = await new DynamoDBClient(access).send(new ListTablesCommand())
    return TableNames
  },
  'AWS::Lambda::Function': async (access) => {
    const { Functions = [] } = await new LambdaClient(access).send(new ListFunctionsCommand())
    return Functions.map(({ FunctionName }) => FunctionName)
  },
  'AWS::Logs::LogGroup': async (access) => {
    const { logGroups = [] } = await new CloudWatchLogsClient(access).send(new DescribeLogGroupsCommand())
    return logGroups.map(({ logGroupName }) => logGroupName)
  },
  'AWS::IAM::Role': async (access) => {
    const { Roles = [] } = await new IAMClient(access).send(new ListRolesCommand())
    return Roles.map(({ RoleName }) => RoleName)
  },
  'AWS::ApiGatewayV2::Api': async (access) => {
    const { Items = [] } = await new ApiGatewayV2Client(access).send(new GetApisCommand())
    return Items.map(({ ApiId }) => ApiId)
  },
  'AWS::Cognito::UserPool': async (access) => {
    const pools = new CognitoIdentityProviderClient(access)
    const { UserPools = [] } = await pools.send(new ListUserPoolsCommand({ MaxResults: 60 }))
    return UserPools.map(({ Id }) => Id)
  },
}
