import { describe, expect, test } from '@jest/globals'
import { contextFor, type EventFormat, eventFor, mockPrincipal } from '../../../../src/testing/index.ts'

const claims = {
  sub: 'ada',
  groups: ['a', 'b c'],
  iat: 1_718_722_804,
  exp: 1_718_726_404,
  admin: true,
  none: null,
}

describe('eventFor', () => {
  test('writes format 2.0: claims as text, the body as sent', () => {
    const event = eventFor('POST /notes/{id}', {
      claims,
      path: { id: 'a/b ä' },
      query: { q: ['1', 'ü'], limit: 5, left: undefined },
      headers: { Cookie: 'one=1; two=2', 'X-Mark': ['a', 'ß'] },
      body: { title: 'Hello' },
    })

    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /notes/{id}',
      rawPath: '/notes/a/b ä',
      pathParameters: { id: 'a/b ä' },
      queryStringParameters: { limit: '5', q: '1,ü' },
      rawQueryString: 'q=1&q=%C3%BC&limit=5',
      cookies: ['one=1', 'two=2'],
      headers: { 'x-mark': 'a,ß', 'content-type': 'application/json', 'content-length': '17' },
      body: '{"title":"Hello"}',
      isBase64Encoded: false,
      requestContext: { http: { method: 'POST', sourceIp: '203.0.113.24' }, stage: '$default' },
    })
    expect(event.requestContext).toHaveProperty('authorizer.jwt', {
      claims: { admin: 'true', exp: '1718726404', groups: '[a b c]', iat: '1718722804', sub: 'ada' },
      scopes: null,
    })
  })

  test('lists the token’s scopes on a route with scopes, none on another', () => {
    const of = (scopes?: string[]) => eventFor('GET /', { claims: { ...claims, scope: 'a b' }, scopes })

    expect(of(['b']).requestContext).toHaveProperty('authorizer.jwt.scopes', ['a', 'b'])
    expect(of().requestContext).toHaveProperty('authorizer.jwt.scopes', null)
  })

  test('has no authorizer without a caller', () => {
    const event = eventFor('GET /health')

    expect(event.requestContext).not.toHaveProperty('authorizer')
    expect(event.headers).not.toHaveProperty('authorization')
  })

  test('writes format 1.0: names in canonical case, what is absent null', () => {
    const event = eventFor('GET /notes/{id}', {
      claims,
      path: { id: 1 },
      format: '1.0',
      headers: { 'x-mark': 'a' },
    })

    expect(event).toMatchObject({
      version: '1.0',
      resource: '/notes/{id}',
      httpMethod: 'GET',
      headers: { 'X-Mark': 'a' },
      multiValueHeaders: { 'X-Mark': ['a'] },
      queryStringParameters: null,
      body: null,
      requestContext: { authorizer: { claims: { exp: '1718726404' }, scopes: null } },
    })
  })

  test('writes a REST API’s: no version, the stage in the path, claims with their types', () => {
    const event = eventFor('GET /notes/{id}', { claims, path: { id: 'a b' }, format: 'rest' })

    expect(event).not.toHaveProperty('version')
    expect(event).toMatchObject({
      path: '/notes/a%20b',
      pathParameters: { id: 'a%20b' },
      requestContext: { stage: 'dev', path: '/dev/notes/a%20b', authorizer: { claims } },
    })
    expect(event.requestContext.requestId).toMatch(/^[\da-f-]{36}$/)
  })

  test('writes a Cognito authorizer’s claims as dates and comma-separated text', () => {
    const event = eventFor('GET /notes', { claims, format: 'rest', restAuthorizer: 'cognito' })

    expect(event.requestContext.authorizer).toEqual({
      claims: {
        ...{ sub: 'ada', groups: 'a,b c', admin: 'true' },
        iat: 'Tue Jun 18 15:00:04 UTC 2024',
        exp: 'Tue Jun 18 16:00:04 UTC 2024',
      },
    })
  })

  test('writes a function URL’s: one route, cookies twice, nobody’s claims', () => {
    const event = eventFor('GET /notes/{id}', {
      claims,
      path: { id: 'a b' },
      format: 'url',
      headers: { cookie: 'one=1' },
    })

    expect(event).toMatchObject({
      routeKey: '$default',
      rawPath: '/notes/a%20b',
      cookies: ['one=1'],
      headers: { cookie: 'one=1', authorization: expect.stringMatching(/^Bearer /) },
      requestContext: { accountId: 'anonymous', http: { path: '/notes/a b' } },
    })
    expect(event).not.toHaveProperty('pathParameters')
    expect(event.requestContext).not.toHaveProperty('authorizer')
  })

  test('has a body without a type as base64, as AWS has it', () => {
    const event = eventFor('PUT /notes', { body: 'text' })

    expect(event).toMatchObject({ body: 'dGV4dA==', isBase64Encoded: true })
  })

  test('takes the path of a request to $default', () => {
    const event = eventFor('$default', { rawPath: '/old%20page', method: 'delete' })

    expect(event).toMatchObject({ rawPath: '/old page', requestContext: { http: { method: 'DELETE' } } })
  })

  test.each<[string, () => unknown, string]>([
    ['a route that is none', () => eventFor('get notes'), 'ERR_ROUTE_UNREADABLE'],
    ['a variable without a value', () => eventFor('GET /notes/{id}'), 'ERR_PATH_VARIABLES'],
    [
      'a variable that the route does not have',
      () => eventFor('GET /', { path: { id: 1 } }),
      'ERR_PATH_VARIABLES',
    ],
    ['a path that cannot be decoded', () => eventFor('$default', { rawPath: '/%' }), 'ERR_PATH_VARIABLES'],
    ['an unknown format', () => eventFor('GET /', { format: '3.0' as EventFormat }), 'ERR_FORMAT_UNKNOWN'],
    ['a token that is none', () => eventFor('GET /', { token: 'abc' }), 'ERR_TOKEN_UNREADABLE'],
    [
      'a token that nobody has awaited',
      () => eventFor('GET /', { token: Promise.resolve('a.b.c') as unknown as string }),
      'ERR_TOKEN_UNREADABLE',
    ],
    ['two callers', () => eventFor('GET /', { claims, principal: mockPrincipal() }), 'ERR_CALLER_AMBIGUOUS'],
  ])('refuses %s', (_what, make, code) => {
    expect(make).toThrow(expect.objectContaining({ name: 'TestKitError', code }))
  })
})

describe('contextFor', () => {
  test('has time that runs down, and what was asked for', async () => {
    const context = contextFor({ timeoutMs: 1_000, functionName: 'notes' })

    expect(context).toMatchObject({
      functionName: 'notes',
      invokedFunctionArn: expect.stringMatching(/:function:notes$/),
    })
    expect(context.getRemainingTimeInMillis()).toBeLessThanOrEqual(1_000)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(context.getRemainingTimeInMillis()).toBeLessThan(990)
  })
})
