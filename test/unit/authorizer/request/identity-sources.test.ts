import { describe, expect, test } from '@jest/globals'
import { parseIdentitySources, type SourceRequest } from '../../../../authorizer/request/identity-sources.ts'

const request: SourceRequest = {
  headerLines: [
    ['authorization', 'Bearer t'],
    ['cookie', 'session=1'],
    ['x-key', 'one'],
    ['x-key', 'two'],
    ['empty', ''],
  ],
  rawQuery: 'key=a%20b&list=1&list=2&bare&none=',
  context: new Map([['routeKey', 'GET /notes/{id}']]),
  stageVariables: { tier: 'gold', blank: '' },
}

const read = (expression: string) =>
  parseIdentitySources([expression]).map((source) => source.read(request))[0]

describe('an identity source', () => {
  test.each([
    ['$request.header.Authorization', 'Bearer t'],
    ['$request.header.AUTHORIZATION', 'Bearer t'],
    ['$request.header.cookie', 'session=1'],
    ['$request.header.X-Key', 'one,two'],
    ['$request.querystring.key', 'a b'],
    ['$request.querystring.list', '1,2'],
    ['$context.routeKey', 'GET /notes/{id}'],
    ['$stageVariables.tier', 'gold'],
  ])('%s is read', (expression, value) => {
    expect(read(expression)).toBe(value)
  })

  test.each([
    '$request.header.other',
    '$request.header.empty',
    '$request.querystring.Key',
    '$request.querystring.bare',
    '$request.querystring.none',
    '$context.authorizer.principalId',
    '$stageVariables.Tier',
    '$stageVariables.blank',
    '$stageVariables.toString',
  ])('%s counts as missing', (expression) => {
    expect(read(expression)).toBeUndefined()
  })

  test.each([
    'Authorization',
    '$request.path.id',
    '$request.body.token',
    'method.request.header.Authorization',
    '$request.header.A,$request.header.B',
    '$request.header.',
  ])('rejects %s', (expression) => {
    expect(() => parseIdentitySources([expression])).toThrow(expression)
  })
})
