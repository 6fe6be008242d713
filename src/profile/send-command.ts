import type { RequestOptions } from 'node:http'
import aws4, { type Credentials } from 'aws4'
import {
  type CommandAnswer,
  type CommandInput,
  type CommandName,
  readAnswer,
  writeInput,
} from './table-command.ts'
import { TableError } from './table-error.ts'

/** Where DynamoDB is, and as whom it is asked. */
export interface TableAddress {
  readonly region: string
  /** @default DynamoDB's own in that region */
  readonly endpoint?: string | undefined
  /** @default what Lambda puts into the environment for the function's role, read anew for each request */
  readonly credentials?: Credentials | undefined
}

/**
 * Sends one command once.
 *
 * @throws {TableError} for an error that DynamoDB answers; what happens on the way there comes as Node's own error.
 */
export type SendCommand = (
  name: CommandName,
  input: CommandInput,
  signal: AbortSignal,
) => Promise<CommandAnswer>

/**
 * Speaks DynamoDB's protocol over Node's own HTTP client, on connections that are kept. The AWS SDK does so too, but
 * weighs 600 kB and takes most of a cold start.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
 */
export function commandSender({ region, endpoint, credentials }: TableAddress): SendCommand {
  const url = new URL(endpoint ?? endpointIn(region))
  // Not imported: an emulator has no use for node:https, which is slow to load.
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
