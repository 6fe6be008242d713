import { describe, expect, test } from '@jest/globals'
import middy from '@middy/core'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import fc from 'fast-check'
import * as z from 'zod'
import { HttpProblem, type WithBody, type ZodBodyOptions, zodBody } from '../../../../src/index.ts'
import { contextFor } from '../../../../src/testing/index.ts'
import { foreignSchema } from '../../../support/foreign-schema.ts'
import { anEvent, type EventParts, inBase64, jsonBody, textBody } from '../../../support/lambda.ts'

const Any = z.any()
const Note = z.strictObject({ title: z.string(), pinned: z.boolean().default(false) })

/** `{ body }` as the handler finds it, or the problem thrown before it. */
async function read(
  parts: EventParts,
  schema: StandardSchemaV1 = Any,
  options?: ZodBodyOptions,
): Promise<unknown> {
  const chain = middy(async (event: WithBody<StandardSchemaV1>) => ({ body: event.body })).use(
    zodBody(schema, options),
  )
  return chain(anEvent(parts) as never, contextFor()).catch((error: unknown) => error)
}

const refused = (statusCode: number, code: string) => ({ name: 'HttpProblem', statusCode, code })
const missing = refused(400, 'ERR_BODY_MISSING')
const notJson = refused(400, 'ERR_BODY_NOT_JSON')
const forbidden = refused(400, 'ERR_BODY_KEY_FORBIDDEN')
const unsupported = refused(415, 'ERR_CONTENT_TYPE_UNSUPPORTED')
const tooLarge = refused(413, 'ERR_BODY_TOO_LARGE')

describe('zodBody, the cost of a refusal', () => {
  test('a body that the schema refuses collects no stack; errors after it have theirs', async () => {
    const problem = await read(jsonBody({ title: 7 }), Note)

    expect(problem).toMatchObject(refused(422, 'ERR_BODY_INVALID'))
    expect((problem as HttpProblem).stack).not.toMatch(/\n +at /)
    expect(new Error('x').stack).toMatch(/\n +at /)
  })
})

describe('zodBody, the body', () => {
  test.each<[string, EventParts, object]>([
    ['absent', { routeKey: 'POST /things', headers: { 'content-type': 'application/json' } }, missing],
    ['absent, without a content type', { routeKey: 'POST /things' }, missing],
    ['null', textBody(null), missing],
    ['empty', textBody(''), missing],
    ['empty in base64', inBase64(textBody('')), missing],
    ['blank', textBody('  \n'), notJson],
    ['not JSON', textBody('{"title":'), notJson],
    ['not JSON in base64', inBase64(textBody('{"title":')), notJson],
    ['a form', textBody('title=Milk'), notJson],
    ['two values', textBody('{} {}'), notJson],
    ['a JSON5 text', textBody("{title:'x'}"), notJson],
    ['base64 that is not said to be', textBody(Buffer.from('{}').toString('base64')), notJson],
    ['JSON that is said to be base64', { ...textBody('{"a":1}'), isBase64Encoded: true }, notJson],
    ['nested deeper than the stack goes', textBody('['.repeat(200_000) + ']'.repeat(200_000)), notJson],
    ['a member __proto__', textBody('{"__proto__":{"admin":true}}'), forbidden],
    ['a member __proto__ deep inside', textBody('{"a":[{"b":{"__proto__":1}}]}'), forbidden],
    ['a member __proto__ written with escapes', textBody('{"\\u005f_proto__":1}'), forbidden],
    ['a constructor with a prototype', textBody('{"constructor":{"prototype":{}}}'), forbidden],
  ])('given one that is %s, when read, then it is refused', async (_, parts, problem) => {
    expect(await read(parts)).toMatchObject(problem)
  })

  test.each<[string, EventParts, unknown]>([
    ['an object', jsonBody({ title: 'Milk' }), { title: 'Milk' }],
    ['an object in base64', inBase64(jsonBody({ title: 'Ọsei ☕' })), { title: 'Ọsei ☕' }],
    ['a list', textBody('[1]'), [1]],
    ['the text null', textBody('null'), null],
    ['a number', textBody('7'), 7],
    ['blanks around', textBody(' {} '), {}],
    ['a constructor that is only a word', textBody('{"constructor":"x"}'), { constructor: 'x' }],
  ])('given %s, when read, then it is as the sender wrote it', async (_, parts, body) => {
    expect(await read(parts)).toEqual({ body })
  })

  test.each(['null', '[]', '"text"', '7', 'true'])(
    'given JSON %s where an object belongs, when read, then it is a 422 at the root',
    async (text) => {
      expect(await read(textBody(text), Note)).toMatchObject({
        ...refused(422, 'ERR_BODY_INVALID'),
        errors: [{ pointer: '#', detail: 'expected object' }],
      })
    },
  )

  test('given any text, when read, then it is JSON or the documented problem', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), fc.boolean(), async (text, base64) => {
        const parts = base64 ? inBase64(textBody(text)) : textBody(text)
        const result = await read(parts)
        if (!(result instanceof HttpProblem)) expect(result).toEqual({ body: JSON.parse(text) })
        else expect(result).toMatchObject({ statusCode: 400, cause: undefined })
      }),
    )
  })
})

describe('zodBody, an optional body', () => {
  const absent: EventParts = { routeKey: 'POST /things' }

  test.each<[string, StandardSchemaV1, unknown]>([
    ['optional()', Note.optional(), undefined],
    ['default()', Note.default({ title: 'x', pinned: true }), { title: 'x', pinned: true }],
    ['nullish()', Note.nullish(), undefined],
    ['a union with undefined', z.union([Note, z.undefined()]), undefined],
    ['lazy', z.lazy(() => Note.optional()), undefined],
    ['a default that is checked', Note.prefault({ title: 'x' }), { title: 'x', pinned: false }],
    ['another library', foreignSchema((value) => value ?? 'none'), 'none'],
    [
      'a schema that checks later',
      z
        .string()
        .optional()
        .refine(async () => true),
      undefined,
    ],
  ])('%s runs without one', async (_, schema, body) => {
    for (const parts of [absent, textBody(''), textBody(null)])
      expect(await read(parts, schema)).toEqual({ body })
  })

  test.each<[string, StandardSchemaV1]>([
    ['an object', Note],
    ['nullable(): null is a body', Note.nullable()],
    ['any()', z.any()],
    ['unknown()', z.unknown()],
    ['an object of optional members', Note.partial()],
    ['another library', foreignSchema((value) => (value as string).length)],
  ])('%s requires one', async (_, schema) => {
    expect(await read(absent, schema)).toMatchObject(missing)
  })

  test('what is sent is checked all the same', async () => {
    expect(await read(jsonBody({ title: 7 }), Note.optional())).toMatchObject(
      refused(422, 'ERR_BODY_INVALID'),
    )
    expect(await read(textBody('{', 'text/plain'), Note.optional())).toMatchObject(unsupported)
  })
})

describe('zodBody, charset and content coding', () => {
  const bytes = (text: string, encoding: BufferEncoding, headers: Record<string, string>): EventParts => ({
    routeKey: 'POST /things',
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(text, encoding).toString('base64'),
    isBase64Encoded: true,
  })
  /** As a gateway that decodes the bytes itself passes them on. */
  const decoded = (sent: Buffer, headers: Record<string, string> = {}): EventParts => ({
    routeKey: 'POST /things',
    headers: { 'content-type': 'application/json', ...headers },
    ...{ sent, body: sent.toString('utf8') },
  })

  test.each([
    'application/json ; charset=utf-8',
    'application/json\t;charset=UTF-8',
    'application/json; charset="utf-8"',
    'application/json; charset=utf8',
    'application/json;charset=us-ascii',
    'application/json;\tprofile=x;\tcharset=utf-8',
    'application/vnd.x+json ; charset=utf-8',
    'application/json ',
  ])('accepts %j', async (contentType) => {
    expect(await read(jsonBody({ a: 'ọ' }, contentType))).toEqual({ body: { a: 'ọ' } })
    expect(await read(inBase64(jsonBody({ a: 'ọ' }, contentType)))).toEqual({ body: { a: 'ọ' } })
  })

  test.each(['iso-8859-1', '"ISO-8859-1"', 'utf-16', 'windows-1252', 'x'])(
    'rejects charset=%s, however it arrives',
    async (charset) => {
      const contentType = `application/json; charset=${charset}`
      expect(await read(jsonBody({ a: 1 }, contentType))).toMatchObject(unsupported)
      expect(await read(inBase64(jsonBody({ a: 1 }, contentType)))).toMatchObject(unsupported)
    },
  )

  test.each(['gzip', 'br', 'deflate', 'gzip, identity'])(
    'rejects the coding %s, naming what is read',
    async (coding) => {
      const problem = await read(bytes('{}', 'utf8', { 'content-encoding': coding }))
      expect(problem).toMatchObject({ ...unsupported, headers: { 'accept-encoding': 'identity' } })
      expect(
        await read({
          ...jsonBody({}),
          headers: { 'content-type': 'application/json', 'content-encoding': coding },
        }),
      ).toMatchObject(unsupported)
    },
  )

  test('accepts the coding identity', async () => {
    expect(await read(bytes('{}', 'utf8', { 'content-encoding': 'Identity' }))).toEqual({ body: {} })
  })

  test('rejects bytes that are not UTF-8, in base64 and already decoded', async () => {
    expect(await read(bytes('{"a":"é"}', 'latin1', {}))).toMatchObject(unsupported)
    expect(await read(decoded(Buffer.from('{"a":"é"}', 'latin1')))).toMatchObject(unsupported)
    expect(
      await read(
        decoded(Buffer.from('{"a":"é"}', 'latin1'), { 'content-type': 'application/json; charset=utf-8' }),
      ),
    ).toMatchObject(unsupported)
  })

  test('accepts U+FFFD that was sent', async () => {
    expect(await read(decoded(Buffer.from('{"a":"\uFFFD"}')))).toEqual({ body: { a: '\uFFFD' } })
    expect(await read(bytes('{"a":"\uFFFD"}', 'utf8', {}))).toEqual({ body: { a: '\uFFFD' } })
  })
})

describe('zodBody, the content type', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'Application/JSON',
    'application/vnd.x+json',
    'application/merge-patch+json; charset=utf-8',
  ])('given %s, when read, then it is JSON', async (contentType) => {
    expect(await read(jsonBody({ a: 1 }, contentType))).toEqual({ body: { a: 1 } })
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'application/jsonx',
    'application/json, text/plain',
    'json',
    '',
  ])('given %j, when read, then it is refused, whatever the body looks like', async (contentType) => {
    expect(await read(jsonBody({ a: 1 }, contentType))).toMatchObject(unsupported)
  })

  test('given none, which arrives in base64, when read, then it is refused', async () => {
    expect(await read(inBase64({ routeKey: 'POST /things', body: '{}' }))).toMatchObject(unsupported)
  })

  test('given a header name in capitals, when read, then it is found', async () => {
    expect(await read({ body: '{}', headers: { 'Content-Type': 'application/json' } })).toEqual({ body: {} })
  })
})

describe('zodBody, the size', () => {
  /** JSON text of exactly so many bytes. */
  const ofBytes = (bytes: number) => textBody(`"${'x'.repeat(bytes - 2)}"`)

  test('given a mebibyte, when read, then it is taken, and one byte more is not', async () => {
    expect(await read(ofBytes(1_048_576))).toEqual({ body: 'x'.repeat(1_048_574) })
    expect(await read(ofBytes(1_048_577))).toMatchObject(tooLarge)
  })

  test('given a limit, when read, then bytes count, not characters, and base64 is undone first', async () => {
    const limit = { maxBodyBytes: 5 }
    expect(await read(textBody('"ọ"'), Any, limit)).toEqual({ body: 'ọ' })
    expect(await read(textBody('"ọọ"'), Any, limit)).toMatchObject({
      ...tooLarge,
      message: 'The body has 8 bytes; this route accepts at most 5.',
    })
    expect(await read(inBase64(textBody('"abc"')), Any, limit)).toEqual({ body: 'abc' })
    expect(await read(inBase64(textBody('"abcd"')), Any, limit)).toMatchObject(tooLarge)
  })

  test.each([0, -1, 1.5, Number.NaN, '1'])(
    'given the limit %p, when made, then it is a mistake',
    (maxBodyBytes) => {
      expect(() => zodBody(Any, { maxBodyBytes } as ZodBodyOptions)).toThrow(TypeError)
    },
  )
})

describe('zodBody, the schema', () => {
  test('given defaults and transforms, when read, then the output is on the event', async () => {
    const Trimmed = z.object({
      title: z.string().transform((title) => title.length),
      pinned: z.boolean().default(true),
    })
    expect(await read(jsonBody({ title: 'Milk' }), Trimmed)).toEqual({ body: { title: 4, pinned: true } })
  })

  test('given a body that does not fit, when read, then each wrong field has its entry and no value is told', async () => {
    const problem = (await read(jsonBody({ title: 7, 'SEC/RET': 1 }), Note)) as HttpProblem

    expect(problem).toMatchObject(refused(422, 'ERR_BODY_INVALID'))
    expect(problem.errors).toEqual([
      { pointer: '#/title', detail: 'expected string' },
      { pointer: '#/SEC~1RET', detail: 'is not a member of this object' },
    ])
    expect(problem.cause).toBeUndefined()
  })

  test('given a schema that checks later, when read, then it is waited for', async () => {
    const Taken = z.object({ name: z.string().refine(async (name) => name !== 'taken') })

    expect(await read(jsonBody({ name: 'free' }), Taken)).toEqual({ body: { name: 'free' } })
    expect(await read(jsonBody({ name: 'taken' }), Taken)).toMatchObject(refused(422, 'ERR_BODY_INVALID'))
  })

  test.each([true, false])(
    'given another library whose messages quote (later: %p), when read, then its output counts and its messages do not',
    async (later) => {
      const check = (value: unknown) => {
        if (typeof value !== 'number') throw new Error('no number')
        return value + 1
      }
      const schema = foreignSchema<number>(later ? async (value) => check(value) : check)
      const problem = await read(textBody('"SECRET"'), schema)

      expect(await read(textBody('1'), schema)).toEqual({ body: 2 })
      expect(problem).toMatchObject({
        errors: [{ pointer: '#/a', detail: 'does not match the schema' }],
      })
      expect(JSON.stringify(problem)).not.toContain('SECRET')
    },
  )

  test('given a schema whose output looks like a response, when read, then the request goes on', async () => {
    const schema = foreignSchema(() => ({ statusCode: 418, body: 'x' }))
    expect(await read(textBody('1'), schema)).toEqual({ body: { statusCode: 418, body: 'x' } })
  })

  test('given a schema that itself fails, when read, then the failure goes on', async () => {
    const broken = z.any().transform(() => {
      throw new RangeError('bug')
    })
    expect(await read(textBody('1'), broken)).toBeInstanceOf(RangeError)
  })

  test.each([undefined, null, {}, { title: 'string' }, { '~standard': {} }])(
    'given %j for a schema, when made, then it is a mistake',
    (schema) => {
      expect(() => zodBody(schema as never)).toThrow(TypeError)
    },
  )
})
