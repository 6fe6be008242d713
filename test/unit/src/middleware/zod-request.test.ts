import { describe, expect, test } from '@jest/globals'
import middy from '@middy/core'
import * as z from 'zod'
import * as mini from 'zod/mini'
import {
  type HttpEvent,
  type HttpProblem,
  type RequestSchemas,
  type WithValid,
  zodRequest,
} from '../../../../src/index.ts'
import { contextFor } from '../../../../src/testing/index.ts'
import { foreignSchema } from '../../../support/foreign-schema.ts'
import { anEvent } from '../../../support/lambda.ts'

/** What the schemas' outputs are, or the problem thrown before the handler. */
async function read(schemas: RequestSchemas, parts: object): Promise<unknown> {
  const chain = middy(async (event: WithValid<RequestSchemas>) => event.valid as never).use(
    zodRequest(schemas),
  )
  return chain({ ...anEvent(), ...parts } as HttpEvent as never, contextFor()).catch(
    (error: unknown) => error,
  )
}

const refused = (code: string, errors?: object[]) => ({
  name: 'HttpProblem',
  statusCode: 400,
  code,
  ...(errors && { errors }),
})

const query = (rawQueryString: string) => ({ rawQueryString })

describe('zodRequest, the query', () => {
  const Query = z.object({
    limit: z.coerce.number().max(100).default(20),
    tag: z.array(z.string()).optional(),
  })

  test.each<[string, object, unknown]>([
    ['none', query(''), { limit: 20 }],
    ['a number', query('limit=5'), { limit: 5 }],
    ['a list of one', query('tag=a'), { limit: 20, tag: ['a'] }],
    ['a repeated name', query('tag=a&tag=b'), { limit: 20, tag: ['a', 'b'] }],
    ['a comma inside a value', query('tag=a,b&tag=c'), { limit: 20, tag: ['a,b', 'c'] }],
    ['a comma inside the only value', query('tag=a%2Cb'), { limit: 20, tag: ['a,b'] }],
    ['plus and percent', query('tag=a+b&tag=%E2%98%95'), { limit: 20, tag: ['a b', '☕'] }],
    ['an empty value', query('tag='), { limit: 20, tag: [''] }],
    [
      'format 1.0',
      {
        rawQueryString: undefined,
        multiValueQueryStringParameters: { tag: ['a,b', 'c'] },
        queryStringParameters: { tag: 'c' },
      },
      { limit: 20, tag: ['a,b', 'c'] },
    ],
    [
      'format 1.0 without a query',
      { rawQueryString: undefined, multiValueQueryStringParameters: null, queryStringParameters: null },
      { limit: 20 },
    ],
    [
      'an event without the raw query',
      { rawQueryString: undefined, queryStringParameters: { limit: '7' } },
      { limit: 7 },
    ],
  ])('reads %s', async (_, parts, output) => {
    expect(await read({ query: Query }, parts)).toEqual({ query: output })
  })

  test('refuses with an entry for each mistake, and never the value', async () => {
    const problem = await read(
      { query: z.strictObject({ limit: z.coerce.number().max(100), tag: z.string() }) },
      query('limit=SECRET&tag=SECRET&tag=x&more=SECRET'),
    )
    expect(problem).toMatchObject(
      refused('ERR_QUERY_INVALID', [
        { in: 'query', pointer: '#/limit', detail: 'expected number' },
        { in: 'query', pointer: '#/tag', detail: 'expected string' },
        { in: 'query', pointer: '#/more', detail: 'is not a member of this object' },
      ]),
    )
    expect(JSON.stringify(problem)).not.toContain('SECRET')
  })

  test.each<[string, z.ZodType, string, object]>([
    ['too few', z.array(z.string()).min(2), 'v=a', { pointer: '#/v', detail: 'expected at least 2 items' }],
    ['a bad item of one', z.array(z.enum(['a'])), 'v=b', { pointer: '#/v/0', detail: 'expected "a"' }],
    [
      'too short a text',
      z.string().min(5),
      'v=abc',
      { pointer: '#/v', detail: 'expected at least 5 characters' },
    ],
    ['a missing one', z.array(z.string()), '', { pointer: '#/v', detail: 'expected array' }],
  ])('says of %s what is wrong with the form that is required', async (_, schema, text, error) => {
    expect(await read({ query: z.object({ v: schema }) }, query(text))).toMatchObject(
      refused('ERR_QUERY_INVALID', [{ in: 'query', ...error }]),
    )
  })

  test('a text where text or list fits stays a text', async () => {
    const Either = z.object({ v: z.union([z.string(), z.array(z.string())]) })
    expect(await read({ query: Either }, query('v=a'))).toEqual({ query: { v: 'a' } })
    expect(await read({ query: Either }, query('v=a&v=b'))).toEqual({ query: { v: ['a', 'b'] } })
  })

  test('a name such as __proto__ is an ordinary one', async () => {
    await read({ query: z.looseObject({}) }, query('__proto__=x&constructor=y'))
    expect(({} as { x?: unknown }).x).toBeUndefined()
    expect(await read({ query: z.strictObject({}) }, query('__proto__=x'))).toMatchObject(
      refused('ERR_QUERY_INVALID'),
    )
  })

  test('works with zod/mini, with another library, and with one that checks later', async () => {
    const Mini = mini.object({ tag: mini.array(mini.string()) })
    const lists = foreignSchema(async (value) => {
      const { a } = value as { a: unknown }
      if (!Array.isArray(a)) throw new Error('no list')
      return a.length
    })
    expect(await read({ query: Mini }, query('tag=a'))).toEqual({ query: { tag: ['a'] } })
    expect(await read({ query: lists }, query('a=x'))).toEqual({ query: 1 })
    expect(await read({ query: lists }, query('b=x'))).toMatchObject(
      refused('ERR_QUERY_INVALID', [{ in: 'query', pointer: '#/a', detail: 'does not match the schema' }]),
    )
  })
})

describe('zodRequest, the path', () => {
  const Path = z.object({ id: z.uuid() })

  test('reads the variables of the route', async () => {
    const id = '7d0c2fbc-2f6e-4d3e-9b1c-3f1f5a9c1f11'
    expect(await read({ path: Path }, { pathParameters: { id } })).toEqual({ path: { id } })
    expect(await read({ path: z.object({ n: z.coerce.number() }) }, { pathParameters: { n: '7' } })).toEqual({
      path: { n: 7 },
    })
  })

  test.each([{ pathParameters: { id: 'x' } }, { pathParameters: null }, {}])('refuses %j', async (parts) => {
    expect(await read({ path: Path }, parts)).toMatchObject({
      ...refused('ERR_PATH_INVALID'),
      errors: [{ in: 'path', pointer: '#/id' }],
    })
  })
})

describe('zodRequest, headers', () => {
  const Headers = z.object({ 'x-version': z.coerce.number(), 'x-tags': z.array(z.string()).optional() })

  test.each<[string, object, unknown]>([
    ['in lower case', { headers: { 'x-version': '2' } }, { 'x-version': 2 }],
    [
      'in any case, as format 1.0 has them',
      { headers: { 'X-Version': '2' }, multiValueHeaders: { 'X-Version': ['2'], 'X-Tags': ['a', 'b'] } },
      { 'x-version': 2, 'x-tags': ['a', 'b'] },
    ],
    [
      'joined by the gateway',
      { headers: { 'x-version': '2', 'x-tags': 'a,b , c' } },
      { 'x-version': 2, 'x-tags': ['a', 'b', 'c'] },
    ],
  ])('reads them %s', async (_, parts, output) => {
    expect(await read({ headers: Headers }, parts)).toEqual({ headers: output })
  })

  test('keeps the commas of a text', async () => {
    const Dated = z.object({ date: z.string() })
    expect(await read({ headers: Dated }, { headers: { date: 'Fri, 27 Nov 2026' } })).toEqual({
      headers: { date: 'Fri, 27 Nov 2026' },
    })
  })

  test('refuses a missing one', async () => {
    expect(await read({ headers: Headers }, { headers: {} })).toMatchObject({
      ...refused('ERR_HEADERS_INVALID'),
      errors: [{ in: 'header', pointer: '#/x-version' }],
    })
  })
})

describe('zodRequest, cookies', () => {
  const Cookies = z.strictObject({ session: z.string(), theme: z.enum(['light', 'dark']).default('light') })

  test.each<[string, object, unknown]>([
    ['as format 2.0 has them', { cookies: ['session=a=b', 'theme=dark'] }, { session: 'a=b', theme: 'dark' }],
    ['in one header', { headers: { Cookie: 'session=a; theme=dark' } }, { session: 'a', theme: 'dark' }],
    ['percent-encoded', { cookies: ['session=a%20b%3B'] }, { session: 'a b;', theme: 'light' }],
    [
      'with a percent sign that encodes nothing',
      { cookies: ['session=100%'] },
      { session: '100%', theme: 'light' },
    ],
    ['in quotes', { cookies: ['session="a b"'] }, { session: 'a b', theme: 'light' }],
    [
      'twice: the first counts',
      { cookies: ['session=first', 'session=second'] },
      { session: 'first', theme: 'light' },
    ],
    [
      'beside what is no cookie',
      { cookies: ['=x', 'novalue', 'session=a'] },
      { session: 'a', theme: 'light' },
    ],
  ])('reads them %s', async (_, parts, output) => {
    expect(await read({ cookies: Cookies }, parts)).toEqual({ cookies: output })
  })

  test('refuses a missing one', async () => {
    expect(await read({ cookies: Cookies }, {})).toMatchObject(
      refused('ERR_COOKIES_INVALID', [{ in: 'cookie', pointer: '#/session', detail: 'expected string' }]),
    )
  })
})

describe('zodRequest, several parts', () => {
  const schemas = { path: z.object({ id: z.uuid() }), query: z.object({ limit: z.coerce.number() }) }

  test('the first wrong part names the problem, and every mistake has its entry', async () => {
    expect(await read(schemas, { ...query('limit=x'), pathParameters: { id: 'x' } })).toMatchObject({
      ...refused('ERR_PATH_INVALID'),
      errors: [{ in: 'path' }, { in: 'query' }],
    })
    expect(await read({ ...schemas, path: undefined }, query('limit=x'))).toMatchObject(
      refused('ERR_QUERY_INVALID'),
    )
  })

  test("leaves the event's own members as they are", async () => {
    const chain = middy(async (event: WithValid<RequestSchemas>) => event.headers as never).use(
      zodRequest({ headers: z.object({}) }),
    )
    expect(await chain({ ...anEvent(), headers: { a: 'b' } } as never, contextFor())).toEqual({ a: 'b' })
  })
})

describe('zodRequest, mistakes', () => {
  test.each<[string, object, RegExp]>([
    ['a schema that is none', { query: { limit: 'number' } }, /query must be a Standard Schema/],
    ['an unknown part', { params: z.object({}) }, /unknown option params/],
    [
      'a header name with capitals',
      { headers: z.object({ 'If-Match': z.string() }) },
      /write If-Match as if-match/,
    ],
    ['a strict object of headers', { headers: z.strictObject({}) }, /z\.object\(\)/],
  ])('rejects %s when made', (_, schemas, message) => {
    expect(() => zodRequest(schemas as never)).toThrow(TypeError)
    expect(() => zodRequest(schemas as never)).toThrow(message)
  })
})

test('a refusal collects no stack', async () => {
  const problem = (await read({ query: z.object({ a: z.string() }) }, query(''))) as HttpProblem
  expect(problem.stack).not.toMatch(/\n +at /)
})
