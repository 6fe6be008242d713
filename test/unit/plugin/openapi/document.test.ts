import { describe, expect, test } from '@jest/globals'
import { Validator } from '@seriousme/openapi-schema-validator'
import * as z from 'zod'
import { jsonSchemaOf } from '../../../../plugin/handlers/json-schema.ts'
import type { SentRequirements, SentSchema } from '../../../../plugin/handlers/requirements-messages.ts'
import { breakingChanges } from '../../../../plugin/openapi/breaking-changes.ts'
import type { DescribedApi, DescribedRoute } from '../../../../plugin/openapi/described-api.ts'
import { makeDocument } from '../../../../plugin/openapi/document.ts'
import { foreignSchema } from '../../../support/foreign-schema.ts'

const jwt = {
  kind: 'jwt',
  name: 'jwt',
  issuer: 'https://acme.eu.auth0.com/',
  audience: [],
  identitySource: '$request.header.Authorization',
} as const

const sent = (schema: z.ZodType, isOptional = false): SentSchema => ({
  jsonSchema: jsonSchemaOf(schema),
  isOptional,
})

function aHandler(parts: Partial<SentRequirements> = {}): SentRequirements {
  const none = { path: undefined, query: undefined, headers: undefined, cookies: undefined, body: undefined }
  return { auth: {}, principal: undefined, ...none, responses: { 204: null }, problems: [], ...parts }
}

function aRoute(routeKey: string, parts: Partial<DescribedRoute> = {}): DescribedRoute {
  return {
    routeKey,
    functionKey: 'answer',
    guard: jwt,
    scopes: [],
    scopePrefix: '',
    handler: aHandler(),
    ...parts,
  }
}

const api = (...routes: DescribedRoute[]): DescribedApi => ({
  title: 'test',
  version: '1.0.0',
  server: { url: 'https://api.example.com' },
  cors: undefined,
  routes,
})

// biome-ignore lint/suspicious/noExplicitAny: documents are looked into freely.
const make = (...routes: DescribedRoute[]): any => makeDocument(api(...routes))

const Tree: z.ZodType = z.lazy(() => z.object({ name: z.string(), children: z.array(Tree).optional() }))

describe('makeDocument', () => {
  test('is valid OpenAPI 3.1, whatever the schemas are', async () => {
    const odd = z.object({
      tree: Tree,
      date: z.date(),
      file: z.file(),
      big: z.bigint(),
      map: z.map(z.string(), z.number()),
      text: z.string().transform(Number),
    })
    const document = make(
      aRoute('POST /a/{id}', {
        handler: aHandler({ body: sent(odd), path: sent(z.object({ id: z.uuid() })) }),
      }),
      aRoute('POST /tree', { handler: aHandler({ body: sent(Tree), responses: { 200: sent(Tree) } }) }),
      aRoute('ANY /any/{proxy+}', { handler: undefined, guard: undefined }),
      aRoute('GET /key', {
        guard: {
          kind: 'request',
          name: 'key',
          functionKey: 'f',
          payloadFormat: '2.0',
          simpleResponses: true,
          identitySources: ['$request.querystring.key'],
          resultTtlSeconds: 0,
        },
      }),
      aRoute('GET /signed', { guard: { kind: 'iam' } }),
      aRoute('GET /elsewhere', { guard: { kind: 'other', name: 'by id' } }),
      aRoute('$default', { handler: undefined }),
    )
    const { valid, errors } = await new Validator().validate(document)
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
  })

  test.each<[string, z.ZodType, object]>([
    ['transform(): its input', z.string().transform(Number), { type: 'string' }],
    ['default(): its input, and the value', z.int().default(3), { type: 'integer', default: 3 }],
    [
      'a codec: its input',
      z.codec(z.iso.date(), z.date(), {
        decode: (text) => new Date(text),
        encode: (date) => date.toISOString(),
      }),
      { type: 'string', format: 'date' },
    ],
    ['date(): anything', z.date(), {}],
    ['bigint(): anything', z.bigint(), {}],
    ['map(): anything', z.map(z.string(), z.number()), {}],
    ['set(): anything', z.set(z.string()), {}],
    ['file(): binary text', z.file(), { type: 'string', format: 'binary' }],
    ['lazy(): what it stands for', z.lazy(() => z.string()), { type: 'string' }],
  ])('describes a member of %s', (_, schema, member) => {
    const body = sent(z.object({ member: schema }))
    const { content } = make(aRoute('POST /x', { handler: aHandler({ body }) })).paths['/x'].post.requestBody
    expect(content['application/json'].schema.properties.member).toMatchObject(member)
    expect(Object.keys(member).length === 0).toBe(
      Object.keys(content['application/json'].schema.properties.member).length === 0,
    )
  })

  test('describes recursion as a component that refers to itself', () => {
    const { paths, components } = make(aRoute('POST /x', { handler: aHandler({ body: sent(Tree) }) }))
    const { $ref } = paths['/x'].post.requestBody.content['application/json'].schema
    const name = $ref.split('/').at(-1)
    expect(JSON.stringify(components.schemas[name])).toContain(`"$ref":"${$ref}"`)
  })

  test('names the headers of answers and refusals', () => {
    const handler = aHandler({ responses: { 201: null }, auth: { groups: ['a'] } })
    const cors = {
      allowOrigins: [],
      allowMethods: [],
      allowHeaders: [],
      exposeHeaders: ['ETag'],
      allowCredentials: false,
      maxAgeSeconds: undefined,
    }
    // biome-ignore lint/suspicious/noExplicitAny: documents are looked into freely.
    const document: any = makeDocument({ ...api(aRoute('POST /x', { handler })), cors })
    const { responses } = document.paths['/x'].post
    expect(Object.keys(responses['201'].headers)).toEqual(['etag', 'location'])
    expect(Object.keys(responses['403'].headers)).toEqual(['www-authenticate'])
    expect(Object.keys(document.components.responses.Gateway429.headers)).toEqual(['retry-after'])
  })

  test('lists a route of any method for those without a route of their own, and $default as a member', () => {
    const routes = ['ANY /x', 'GET /x', '$default'].map((key) => aRoute(key))
    const document = make(...routes)
    const methods = ['get', 'put', 'post', 'delete', 'patch']

    expect(Object.keys(document.paths['/x']).sort()).toEqual([...methods].sort())
    expect(document.paths['/x'].put.description).toMatch(/every method that has no route of its own/)
    expect(document.paths['/x'].get.description).not.toMatch(/every method/)
    expect(document['x-default-route']).toMatchObject({ function: 'answer' })

    const all = [...routes, ...methods.slice(1).map((each) => aRoute(`${each.toUpperCase()} /x`))]
    expect(Object.keys(make(...all).paths['/x'])).toEqual(expect.arrayContaining(['head', 'options']))
  })

  test('gives each kind of schema its place', () => {
    const { parameters, requestBody } = make(
      aRoute('POST /folders/{folder}/notes/{id}', {
        handler: aHandler({
          path: sent(z.object({ folder: z.string().describe('its name'), other: z.string().optional() })),
          query: sent(z.object({ limit: z.coerce.number().default(20), tag: z.array(z.string()) })),
          headers: sent(z.object({ 'x-version': z.string().optional(), accept: z.string().optional() })),
          cookies: sent(z.object({ theme: z.enum(['light', 'dark']).meta({ deprecated: true }) })),
          body: sent(z.object({ title: z.string() }), true),
        }),
      }),
    ).paths['/folders/{folder}/notes/{id}'].post

    expect(parameters).toEqual([
      { name: 'folder', in: 'path', description: 'its name', required: true, schema: { type: 'string' } },
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'limit', in: 'query', required: false, schema: { type: 'number', default: 20 } },
      { name: 'tag', in: 'query', required: true, schema: { type: 'array', items: { type: 'string' } } },
      { name: 'x-version', in: 'header', required: false, schema: { type: 'string' } },
      {
        name: 'theme',
        in: 'cookie',
        required: true,
        deprecated: true,
        schema: { type: 'string', enum: ['light', 'dark'] },
      },
    ])
    expect(requestBody).toMatchObject({
      required: false,
      content: { 'application/json': { schema: { required: ['title'] } } },
    })
  })

  test('says who may call: scopes, groups, permissions and the kind of token', () => {
    const operation = make(
      aRoute('GET /x', {
        scopes: ['api/read', 'api/all'],
        scopePrefix: 'api/',
        handler: aHandler({
          auth: { scopes: ['write'], kind: 'user', groups: ['a', 'b'], permissions: ['p'] },
        }),
      }),
    ).paths['/x'].get

    expect(operation.security).toEqual([
      { jwt: ['api/read', 'api/write'] },
      { jwt: ['api/all', 'api/write'] },
    ])
    expect(operation['x-claimcheck-access']).toEqual({
      authorizer: 'jwt',
      scopes: [
        ['api/read', 'api/write'],
        ['api/all', 'api/write'],
      ],
      tokenUse: 'access',
      kind: 'user',
      groups: ['a', 'b'],
      permissions: ['p'],
    })
    expect(operation.description).toBe(
      'Requires an access token. For users only. Scope: api/read and api/write, or api/all and api/write. In at least one of the groups a, b. With the permissions p.',
    )
  })

  test('lists every problem that guards and schemas answer, and those of run', () => {
    const { responses } = make(
      aRoute('POST /x', {
        handler: aHandler({
          auth: { groups: ['a'] },
          query: sent(z.object({})),
          body: sent(z.object({})),
          problems: [{ code: 'ERR_NOTE_LOCKED', status: 423, detail: 'Locked.' }],
        }),
      }),
    ).paths['/x'].post
    const codes = (status: string) =>
      responses[status].content['application/problem+json'].schema.properties.code.enum

    expect(codes('400')).toEqual([
      'ERR_BAD_REQUEST',
      'ERR_BODY_KEY_FORBIDDEN',
      'ERR_BODY_MISSING',
      'ERR_BODY_NOT_JSON',
      'ERR_QUERY_INVALID',
    ])
    expect(codes('403')).toEqual(['ERR_GROUPS_AMBIGUOUS', 'ERR_GROUP_MISSING'])
    expect(codes('422')).toEqual(['ERR_BODY_INVALID'])
    expect(codes('423')).toEqual(['ERR_NOTE_LOCKED'])
    expect(codes('500')).toEqual(['ERR_INTERNAL', 'ERR_RESPONSE_INVALID'])
    expect(responses['429']).toEqual({ $ref: '#/components/responses/Gateway429' })
    expect(responses.default).toBeUndefined()
    expect(
      Object.keys(
        make(aRoute('GET /x', { handler: aHandler({ problems: undefined }) })).paths['/x'].get.responses,
      ),
    ).toContain('default')
  })

  test('shares schemas with a name, and keeps apart two with the same one', () => {
    const named = (title: z.ZodType) => sent(z.object({ note: z.object({ title }).meta({ id: 'Note' }) }))
    z.globalRegistry.clear()
    const one = named(z.string())
    z.globalRegistry.clear()
    const other = named(z.number())
    const { schemas } = make(
      aRoute('POST /a', { handler: aHandler({ body: one }) }),
      aRoute('POST /b', { handler: aHandler({ body: one }) }),
      aRoute('POST /c', { handler: aHandler({ body: other }) }),
    ).components

    expect(Object.keys(schemas)).toEqual(['FieldError', 'GatewayError', 'Note', 'Note2', 'Problem'])
  })

  test('is the same whatever the order of the routes', () => {
    const routes = ['GET /b', 'POST /a', 'GET /a'].map((key) =>
      aRoute(key, { functionKey: key.replace(' /', '') }),
    )
    expect(JSON.stringify(make(...routes))).toBe(JSON.stringify(make(...routes.reverse())))
  })

  test('says so of a schema without JSON Schema', () => {
    const silent = { jsonSchema: jsonSchemaOf(foreignSchema(() => 1)), isOptional: false }
    const operation = make(aRoute('POST /x', { handler: aHandler({ body: silent, query: silent }) })).paths[
      '/x'
    ].post
    expect(operation.requestBody.content['application/json'].schema).toEqual({})
    expect(operation.description).toContain('not described here: query, body.')
  })
})

describe('breakingChanges', () => {
  const note = z.object({ title: z.string() })
  const before = aRoute('POST /notes/{id}', {
    handler: aHandler({
      body: sent(note),
      responses: { 200: sent(note), 204: null },
      query: sent(z.object({ limit: z.coerce.number().optional() })),
    }),
  })
  const with_ = (
    parts: Partial<DescribedRoute>,
    handler: Partial<SentRequirements> = {},
  ): DescribedRoute => ({
    ...before,
    ...parts,
    handler: { ...(before.handler as SentRequirements), ...handler },
  })
  const changes = (...after: DescribedRoute[]) =>
    breakingChanges(make(before), make(...after)).map(({ what }) => what)

  test.each<[string, DescribedRoute[]]>([
    ['nothing', [before]],
    ['another route', [before, aRoute('GET /more')]],
    ['the name of a variable', [with_({ routeKey: 'POST /notes/{note}' })]],
    ['an optional member', [with_({}, { body: sent(note.extend({ pinned: z.boolean().optional() })) })]],
    ['a body that becomes optional', [with_({}, { body: sent(note, true) })]],
    [
      'a member more in the response',
      [with_({}, { responses: { 200: sent(note.extend({ id: z.string() })), 204: null } })],
    ],
    ['another problem', [with_({}, { problems: [{ code: 'ERR_CONFLICT', status: 409, detail: '' }] })]],
    ['an open route', [with_({ guard: undefined })]],
  ])('accepts %s', (_, after) => {
    expect(changes(...after)).toEqual([])
  })

  test.each<[string, DescribedRoute[], string]>([
    ['a removed route', [], 'the route was removed'],
    ['another method', [with_({ routeKey: 'PUT /notes/{id}' })], 'the route was removed'],
    [
      'a new required member',
      [with_({}, { body: sent(note.extend({ id: z.string() })) })],
      'the body accepts less: /id is required now',
    ],
    [
      'a narrowed type',
      [with_({}, { body: sent(z.object({ title: z.number() })) })],
      'the body accepts less: /title may not be string any more',
    ],
    ['a new scope', [with_({ scopes: ['notes.write'] })], 'another scope is required: notes.write'],
    [
      'a scope of the handler',
      [with_({}, { auth: { scopes: ['notes.write'] } })],
      'another scope is required: notes.write',
    ],
    ['a kind of token', [with_({}, { auth: { tokenUse: 'id' } })], 'tokenUse must be id now'],
    ['groups', [with_({}, { auth: { groups: ['a'] } })], 'the groups are a now'],
    ['a permission', [with_({}, { auth: { permissions: ['p'] } })], 'another permission is required: p'],
    [
      'a new required parameter',
      [with_({}, { headers: sent(z.object({ 'x-a': z.string() })) })],
      'the header parameter x-a is new and required',
    ],
    [
      'a parameter that becomes required',
      [with_({}, { query: sent(z.object({ limit: z.coerce.number() })) })],
      'the query parameter limit is required now',
    ],
    [
      'a narrowed parameter',
      [with_({}, { query: sent(z.object({ limit: z.coerce.number().max(10).optional() })) })],
      'the query parameter limit accepts less: maximum of it is 10 now',
    ],
    ['a removed response', [with_({}, { responses: { 200: sent(note) } })], 'the response 204 was removed'],
    [
      'a member less in the response',
      [with_({}, { responses: { 200: sent(z.object({})), 204: null } })],
      'the response 200 is not what it was: /title is required now',
    ],
  ])('names %s', (_, after, what) => {
    expect(changes(...after)).toContain(what)
  })

  test('names a token where none was required', () => {
    const open = { ...before, guard: undefined, handler: undefined }
    expect(breakingChanges(make(open), make({ ...open, guard: jwt })).map(({ what }) => what)).toEqual([
      'a token is required now',
    ])
  })
})
