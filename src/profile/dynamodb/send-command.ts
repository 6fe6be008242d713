import type { RequestOptions } from 'node:http'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import aws4, { type Credentials } from 'aws4'
import { TableError } from './table-error.ts'

/** DynamoDB's operations on one item. */
export type CommandName = 'GetItem' | 'UpdateItem' | 'DeleteItem'

/** What those operations take, as far as this service needs it; attributes are plain values. */
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
  /** The item that was read. */
  readonly Item?: Attributes
  /** The item as it was before the write. */
  readonly Attributes?: Attributes
}

type Attributes = Readonly<Record<string, unknown>>

/** Where DynamoDB is, and the credentials that requests are signed with. */
export interface TableAddress {
  readonly region: string
  /** @default DynamoDB's own in that region */
  readonly endpoint?: string | undefined
  /** @default what Lambda puts into the environment for the function's role, read again for each request */
  readonly credentials?: Credentials | undefined
}

/**
 * Sends one command once.
 *
 * @throws {TableError} for an error response of DynamoDB. Network errors are Node's own.
 */
export type SendCommand = (
  name: CommandName,
  input: CommandInput,
  signal: AbortSignal,
) => Promise<CommandAnswer>

/**
 * Speaks DynamoDB's protocol over Node's own HTTP client, on connections that are kept alive. The AWS SDK does so too, but
 * weighs 600 kB and takes most of a cold start.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
 */
export function commandSender({ region, endpoint, credentials }: TableAddress): SendCommand {
  const url = new URL(endpoint ?? endpointIn(region))
  // Not imported: node:https is slow to load, and an emulator does not need it.
  const client = process.getBuiltinModule(url.protocol === 'http:' ? 'node:http' : 'node:https')
  const agent = new client.Agent({ keepAlive: true })

  return async (name, input, signal) => {
    const body = writeInput(input)
    const request = { service: 'dynamodb', region, method: 'POST', host: url.host, path: '/' }
    const { headers = {} } = aws4.sign({ ...request, headers: headersOf(name), body }, credentials)
    const { status, text } = await post(client, url, { headers, agent, signal }, body)
    if (status !== 200) throw new TableError(status, text)
    return readAnswer(text)
  }
}

/** DynamoDB's own address in a region. */
export function endpointIn(region: string): string {
  return `https://dynamodb.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
}

function headersOf(name: CommandName): Record<string, string> {
  return { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${name}` }
}

type Client = Pick<typeof import('node:http'), 'request'>

function post(client: Client, url: URL, options: RequestOptions, body: string) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const request = client.request(url, { ...options, method: 'POST' }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.on('error', reject).on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    request.on('error', reject).end(body)
  })
}

/** The body of a request: `{"key":"a"}` becomes `{"key":{"S":"a"}}`. */
export function writeInput(input: CommandInput): string {
  const { Key, ExpressionAttributeValues: values } = input
  return JSON.stringify({
    ...input,
    Key: marshall(Key),
    ...(values && { ExpressionAttributeValues: marshall(values) }),
  })
}

/** Reads the body of a response. @throws {SyntaxError} if it is not JSON. */
export function readAnswer(text: string): CommandAnswer {
  const { Item, Attributes } = JSON.parse(text) as Record<string, Parameters<typeof unmarshall>[0]>
  return {
    ...(Item && { Item: unmarshall(Item) }),
    ...(Attributes && { Attributes: unmarshall(Attributes) }),
  }
}
