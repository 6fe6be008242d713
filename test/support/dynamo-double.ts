import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A request to DynamoDB, read whole. */
interface DynamoRequest {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Answers one request as it likes, or not at all. */
export type DynamoAnswer = (response: ServerResponse, request: DynamoRequest) => void | Promise<void>

export interface DynamoDouble {
  readonly endpoint: string
  close(): Promise<void>
}

/** An HTTP server in DynamoDB's place. */
export async function startDynamoDouble(answer: DynamoAnswer): Promise<DynamoDouble> {
  const server = createServer(async (request, response) => {
    await answer(response, { headers: request.headers, body: await text(request) })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      if (server.listening) await once(server.close(), 'close')
    },
  }
}

/** An error as DynamoDB words it: type and message in JSON. */
export function dynamoError(status: number, type: string): DynamoAnswer {
  return (response) => {
    const headers = { 'content-type': 'application/x-amz-json-1.0' }
    response.writeHead(status, headers).end(JSON.stringify({ __type: type, message: 'secret of the table' }))
  }
}
