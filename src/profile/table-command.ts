import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'

/** DynamoDB's operations on one row. */
export type CommandName = 'GetItem' | 'UpdateItem' | 'DeleteItem'

/** What those operations take, as far as the service uses it; attributes are plain values. */
export interface CommandInput {
  readonly TableName: string
  readonly Key: Attributes
  readonly ConsistentRead?: boolean
  readonly UpdateExpression?: string
  readonly ConditionExpression?: string
  readonly ExpressionAttributeValues?: Attributes
  readonly ReturnValues?: 'ALL_OLD'
}

export interface CommandAnswer {
  /** The row that was read. */
  readonly Item?: Attributes
  /** The row as it was before it was written. */
  readonly Attributes?: Attributes
}

type Attributes = Readonly<Record<string, unknown>>

/** The body of a request: `{"key":"a"}` becomes `{"key":{"S":"a"}}`. */
export function writeInput(input: CommandInput): string {
  const { Key, ExpressionAttributeValues: values } = input
  return JSON.stringify({
    ...input,
    Key: marshall(Key),
    ...(values && { ExpressionAttributeValues: marshall(values) }),
  })
}

/** Reads the body of an answer. @throws {SyntaxError} if it is not JSON. */
export function readAnswer(text: string): CommandAnswer {
  const { Item, Attributes } = JSON.parse(text) as Record<string, Parameters<typeof unmarshall>[0]>
  return {
    ...(Item && { Item: unmarshall(Item) }),
    ...(Attributes && { Attributes: unmarshall(Attributes) }),
  }
}
