import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, TransactGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'

const client = DynamoDBDocumentClient.from(new DynamoDBClient())
const TableName = process.env.TABLE

export const handler = async () => {
  const items = ['from', 'to'].map((id) => ({ Put: { TableName, Item: { id, moved: 1 } } }))
  await client.send(new TransactWriteCommand({ TransactItems: items }))
  const refused = await client
    .send(
      new TransactWriteCommand({
        TransactItems: [
          { Delete: { TableName, Key: { id: 'from' } } },
          { Put: { TableName, Item: { id: 'to' }, ConditionExpression: 'attribute_not_exists(id)' } },
        ],
      }),
    )
    .catch(({ CancellationReasons }) => CancellationReasons.map(({ Code }) => Code).join())
  const gets = ['from', 'to'].map((id) => ({ Get: { TableName, Key: { id } } }))
  const { Responses } = await client.send(new TransactGetCommand({ TransactItems: gets }))
  return { statusCode: 200, body: `${refused} ${Responses.map(({ Item }) => Item.id).join()}` }
}
