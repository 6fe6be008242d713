import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Tables } from '../../../plugin/local/dynamodb/start-tables.ts'
import { type DynamoDouble, startDynamoDouble } from '../../support/dynamo-double.ts'
import { type ProfileService, startProfileService, startProfileTable } from '../../support/profile-service.ts'

let tables: Tables
let wire: DynamoDouble
let service: ProfileService
/** How many of the table's next answers get lost on the way back. */
let toLose = 0
let lost = 0

beforeAll(async () => {
  tables = await startProfileTable()
  wire = await startDynamoDouble(async (response, { headers, body }) => {
    const { host, 'content-length': length, connection, ...others } = headers
    const answer = await fetch(tables.endpoint, {
      method: 'POST',
      headers: others as Record<string, string>,
      body,
    })
    if (toLose === 0) {
      const type = { 'content-type': 'application/x-amz-json-1.0' }
      response.writeHead(answer.status, type).end(await answer.text())
      return
    }
    toLose -= 1
    lost += 1
    response.socket?.destroy()
  })
  service = startProfileService(wire)
})
beforeEach(async () => {
  await service.delete()
  lost = 0
})
afterAll(async () => {
  await service.close()
  await wire.close()
  await tables.close()
})

describe('a write whose answer was lost', () => {
  test.each([{}, { 'if-none-match': '*' }])(
    'given no profile, when one is posted with %j, then it is answered as created and not as refused',
    async (headers) => {
      toLose = 1

      const answer = await service.post({ headers, body: { displayName: 'Ada' } })

      expect(lost).toBe(1)
      expect(answer.status).toBe(201)
      expect((await service.get()).body).toHaveProperty('profile', answer.body)
    },
  )

  test('given a profile, when it is replaced by its version, then that is answered as replaced', async () => {
    const first = await service.post({ body: { displayName: 'Ada' } })
    toLose = 1

    const answer = await service.post({
      headers: { 'if-match': first.headers.etag ?? '' },
      body: { displayName: 'Ada L.' },
    })

    expect(lost).toBe(1)
    expect(answer.status).toBe(200)
    expect((await service.get()).body).toHaveProperty('profile', answer.body)
  })

  test('given a profile, when it is deleted by its version, then that is answered as done', async () => {
    const first = await service.post({ body: { displayName: 'Ada' } })
    toLose = 1

    const answer = await service.delete({ headers: { 'if-match': first.headers.etag ?? '' } })

    expect(lost).toBe(1)
    expect(answer.status).toBe(204)
    expect((await service.get()).body).toHaveProperty('profile', null)
  })

  test('given an older version, when the refusal gets lost, then it is a refusal still', async () => {
    const first = await service.post({ body: { displayName: 'Ada' } })
    await service.post({ body: { displayName: 'Ada L.' } })
    toLose = 1

    const answer = await service.post({
      headers: { 'if-match': first.headers.etag ?? '' },
      body: { displayName: 'late' },
    })

    expect(lost).toBe(1)
    expect(answer.status).toBe(412)
  })
})
