import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  type DynamoAnswer,
  type DynamoDouble,
  dynamoError,
  startDynamoDouble,
} from '../../support/dynamo-double.ts'
import { identities } from '../../support/lambda.ts'
import {
  deleter,
  type ProfileAnswer,
  type ProfileService,
  startProfileService,
} from '../../support/profile-service.ts'

const v2012 = 'com.amazonaws.dynamodb.v20120810#'
const coral = 'com.amazon.coral.'

/** What goes away by itself. */
const passing: Readonly<Record<string, DynamoAnswer>> = {
  'throttled table': dynamoError(400, `${v2012}ProvisionedThroughputExceededException`),
  'throttled caller': dynamoError(400, `${coral}availability#ThrottlingException`),
  'account limit': dynamoError(400, `${v2012}RequestLimitExceeded`),
  'internal error': dynamoError(500, `${v2012}InternalServerError`),
  'service unavailable': dynamoError(503, `${v2012}ServiceUnavailable`),
  'gateway page': (response) => void response.writeHead(502).end('<html>Bad Gateway</html>'),
  silence: () => {},
  'half an answer': (response) => void response.writeHead(200, { 'content-length': '100' }).write('{"It'),
  'hung up': (response) => void response.socket?.destroy(),
}

/** What only we can fix. */
const ours: Readonly<Record<string, DynamoAnswer>> = {
  'bad request': dynamoError(400, `${coral}validate#ValidationException`),
  'no permission': dynamoError(400, `${coral}service#AccessDeniedException`),
  'expired credentials': dynamoError(400, `${coral}service#ExpiredTokenException`),
  'no table': dynamoError(400, `${v2012}ResourceNotFoundException`),
}

interface Outcome {
  readonly answers: readonly ProfileAnswer[]
  readonly longestMs: number
}

let double: DynamoDouble
let service: ProfileService
const outcomes = new Map<string, Outcome>()

beforeAll(async () => {
  const behaviours = { ...passing, ...ours }
  double = await startDynamoDouble((response, request) => {
    // The caller's subject says which behaviour is tried: they all run at once, since some take seconds.
    const { Key } = JSON.parse(request.body) as { Key: { key: { S: string } } }
    return behaviours[Key.key.S.split('#')[1] ?? '']?.(response, request)
  })
  service = startProfileService(double)
  // The functions are loaded by then: to load them takes as long as the machine is busy, and is not what is measured.
  await tryAll('no table')
  await Promise.all(Object.keys(behaviours).map(async (name) => outcomes.set(name, await tryAll(name))))
}, 20_000)
afterAll(async () => {
  await service.close()
  await double.close()
})

async function tryAll(sub: string): Promise<Outcome> {
  const startedAt = Date.now()
  const claims = { ...identities.cognito.id, sub }
  const answers = await Promise.all([
    service.get({ claims }),
    service.post({ claims, body: { displayName: 'Ada' } }),
    service.delete({ claims: { ...deleter, sub } }),
  ])
  return { answers, longestMs: Date.now() - startedAt }
}

describe('a table that cannot answer', () => {
  test.each(Object.keys(passing))(
    'given %s, when a route is called, then it says to come back: 503',
    (name) => {
      const { answers } = outcomes.get(name) as Outcome

      for (const { status, headers, body } of answers) {
        expect(status).toBe(503)
        expect(headers['retry-after']).toMatch(/^[1-9]\d*$/)
        expect(body).toMatchObject({ code: 'ERR_UNAVAILABLE' })
      }
    },
  )

  test.each(Object.keys(ours))(
    'given %s, when a route is called, then coming back would not help: 500',
    (name) => {
      const { answers } = outcomes.get(name) as Outcome

      for (const { status, headers, body } of answers) {
        expect(status).toBe(500)
        expect(headers).not.toHaveProperty('retry-after')
        expect(body).toMatchObject({ code: 'ERR_INTERNAL' })
      }
    },
  )

  test('given the worst of them, when a route is called, then it is answered well before its timeout of 6 s', () => {
    const longestMs = Math.max(...[...outcomes.values()].map((outcome) => outcome.longestMs))

    expect(longestMs).toBeLessThan(5500)
  })

  test('given words of the table, when a route is called, then neither answer nor log repeats them', async () => {
    const answers = JSON.stringify([...outcomes.values()])

    const log = await service.log()
    expect(answers + log).not.toContain('secret of the table')
    expect(log).toContain('ProvisionedThroughputExceededException')
  })

  test('given nothing listens there, when a route is called, then it says to come back: 503', async () => {
    await double.close()

    const { answers } = await tryAll('nobody')

    expect(answers.map((answer) => answer.status)).toEqual([503, 503, 503])
  })
})
