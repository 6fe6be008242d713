import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { SignatureV4 } from '@smithy/signature-v4'
import { commandSender, endpointIn } from '../../../../../src/profile/dynamodb/send-command.ts'
import { type DynamoDouble, startDynamoDouble } from '../../../../support/dynamo-double.ts'

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' }
const getItem = { TableName: 'profiles', Key: { key: 'issuer#ada' } }
const never = new AbortController().signal

interface Seen {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly port: number | undefined
}

let double: DynamoDouble
let seen: Seen[]
let answer: string
beforeAll(async () => {
  double = await startDynamoDouble((response, { headers, body }) => {
    seen.push({ headers, body, port: response.socket?.remotePort })
    response.end(answer)
  })
})
beforeEach(() => {
  seen = []
  answer = '{}'
})
afterAll(() => double.close())

/** What AWS's own signer says of the same request at the same time. */
async function signedByAws({ headers, body }: Seen): Promise<string | undefined> {
  const { authorization, connection, 'x-amz-date': date, ...signed } = headers as Record<string, string>
  const signer = new SignatureV4({
    service: 'dynamodb',
    region: 'eu-west-1',
    credentials,
    sha256: Sha256,
    applyChecksum: false,
  })
  const request = { protocol: 'http:', hostname: '127.0.0.1', method: 'POST', path: '/', query: {}, body }
  const iso = String(date).replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')
  const { headers: theirs } = await signer.sign(
    { ...request, headers: signed },
    { signingDate: new Date(iso) },
  )
  return theirs.authorization
}

class Sha256 {
  readonly #hash: Hash | Hmac
  constructor(key?: unknown) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key as Uint8Array)
  }
  update(data: Uint8Array): void {
    this.#hash.update(data)
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }
}

describe('commandSender', () => {
  test("given a role's credentials, when a command is sent, then it is signed as AWS's own signer does", async () => {
    const send = commandSender({ region: 'eu-west-1', endpoint: double.endpoint, credentials })

    await send('GetItem', getItem, never)

    const [request] = seen as [Seen]
    expect(request.headers).toMatchObject({
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-security-token': 'session',
    })
    expect(request.headers.authorization).toBe(await signedByAws(request))
  })

  test('given credentials in the environment that change, when commands are sent, then each has its own', async () => {
    const send = commandSender({ region: 'eu-west-1', endpoint: double.endpoint })
    for (const AWS_ACCESS_KEY_ID of ['first', 'second']) {
      Object.assign(process.env, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'y' })

      await send('GetItem', getItem, never)
    }

    expect(seen.map(({ headers }) => headers.authorization)).toEqual([
      expect.stringContaining('Credential=first/'),
      expect.stringContaining('Credential=second/'),
    ])
  })

  test('given one command answered, when the next is sent, then it goes over the same connection', async () => {
    const send = commandSender({ region: 'eu-west-1', endpoint: double.endpoint, credentials })

    await send('GetItem', getItem, never)
    await send('GetItem', getItem, never)

    expect(seen[1]?.port).toBe(seen[0]?.port)
  })

  test('given plain values, when they go and come, then DynamoDB sees its own form and the caller does not', async () => {
    const send = commandSender({ region: 'eu-west-1', endpoint: double.endpoint, credentials })
    answer = '{"Item":{"list":{"L":[{"S":"a"}]}},"Attributes":{"text":{"S":"ü"}}}'

    const read = await send(
      'UpdateItem',
      { ...getItem, ExpressionAttributeValues: { ':list': ['b'] } },
      never,
    )

    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      TableName: 'profiles',
      Key: { key: { S: 'issuer#ada' } },
      ExpressionAttributeValues: { ':list': { L: [{ S: 'b' }] } },
    })
    expect(read).toEqual({ Item: { list: ['a'] }, Attributes: { text: 'ü' } })
  })

  test('given a signal that is aborted, when a command is sent, then it fails and nothing is asked', async () => {
    const send = commandSender({ region: 'eu-west-1', endpoint: double.endpoint, credentials })

    await expect(send('GetItem', getItem, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    expect(seen).toEqual([])
  })
})

describe('endpointIn', () => {
  test.each([
    ['eu-west-1', 'https://dynamodb.eu-west-1.amazonaws.com'],
    ['us-gov-west-1', 'https://dynamodb.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 'https://dynamodb.cn-north-1.amazonaws.com.cn'],
  ])('given %s, when asked for, then it is %s', (region, endpoint) => {
    expect(endpointIn(region)).toBe(endpoint)
  })
})
