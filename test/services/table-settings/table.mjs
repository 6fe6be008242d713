import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'

export const handler = async () => {
  const { Table } = await new DynamoDBClient().send(
    new DescribeTableCommand({ TableName: process.env.TABLE }),
  )
  return { statusCode: 200, body: `${Table.TableName} ${Table.TableStatus}` }
}
