import { describe, expect, test } from '@jest/globals'
import { compileRoutes } from '../../../../../plugin/local/gateway/routes.ts'
import { aRoute } from '../../../../support/test-api.ts'

function matcher(...routeKeys: readonly string[]) {
  const orders = [routeKeys, routeKeys.toReversed()]
  const [match, reversed] = orders.map((keys) => compileRoutes(keys.map((key) => aRoute(key))))
  return (method: string, path: string): string | undefined => {
    const found = match?.(method, path)?.route.routeKey
    // What is chosen must not hang on the order in serverless.yml.
    expect(reversed?.(method, path)?.route.routeKey).toBe(found)
    return found
  }
}

describe('the most specific route', () => {
  const match = matcher(
    'GET /pets/dog/1',
    'GET /pets/dog/{id}',
    'GET /pets/{proxy+}',
    'ANY /{proxy+}',
    '$default',
  )

  test.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}'],
    ['POST', '/test/5', 'ANY /{proxy+}'],
    ['POST', '/pets/dog/1', 'ANY /{proxy+}'],
    ['GET', '/', 'ANY /{proxy+}'],
  ])(
    'given the routes of the worked example of AWS, when %s %s is requested, then it is %s',
    (method, path, routeKey) => {
      expect(match(method, path)).toBe(routeKey)
    },
  )

  test('given a named method and ANY on one path, when either is requested, then the named one takes its own', () => {
    const both = matcher('ANY /a', 'GET /a')

    expect([both('GET', '/a'), both('POST', '/a')]).toEqual(['GET /a', 'ANY /a'])
  })

  test('given plain text with ANY and a variable with the method, when the text is requested, then plain text counts more', () => {
    expect(matcher('ANY /a/b', 'GET /a/{id}')('GET', '/a/b')).toBe('ANY /a/b')
  })

  test('given two greedy routes, when both fit, then the longer one takes it', () => {
    expect(matcher('ANY /{proxy+}', 'ANY /a/{proxy+}', 'ANY /a/{x}/{proxy+}')('GET', '/a/b/c')).toBe(
      'ANY /a/{x}/{proxy+}',
    )
  })

  test('given a protected path and an open greedy one, when another method is requested, then the greedy one takes it', () => {
    expect(matcher('POST /admin', 'ANY /{proxy+}')('GET', '/admin')).toBe('ANY /{proxy+}')
  })

  test('given only $default, when anything is requested, then it takes it', () => {
    expect(matcher('$default')('DELETE', '/a/b/')).toBe('$default')
  })
})

describe('what does not match', () => {
  const match = matcher('GET /a', 'GET /a/{id}', 'GET /b', 'POST /files/{proxy+}', 'GET /')

  test.each([
    ['GET', '/A'],
    ['GET', '/a/b/'],
    ['GET', '/b/'],
    ['GET', '/%61'],
    ['GET', '/a/b/c'],
    ['GET', '//'],
    ['GET', '/ab'],
    ['HEAD', '/a'],
    ['OPTIONS', '/a'],
    ['get', '/a'],
    ['POST', '/files'],
    ['POST', '/'],
  ])('given %s %s, when it is requested, then there is no route', (method, path) => {
    expect(match(method, path)).toBeUndefined()
  })

  test('given the same routes, when they are requested as written, then they match', () => {
    expect([match('GET', '/a'), match('GET', '/a/b'), match('POST', '/files/x'), match('GET', '/')]).toEqual([
      'GET /a',
      'GET /a/{id}',
      'POST /files/{proxy+}',
      'GET /',
    ])
  })
})

describe('the variables of a route', () => {
  test.each([
    ['ANY /files/{proxy+}', '/files/a/b/', { proxy: 'a/b/' }],
    ['ANY /files/{proxy+}', '/files/', { proxy: '' }],
    ['ANY /{proxy+}', '/', { proxy: '' }],
    ['ANY /a/{id}', '/a/', { id: '' }],
    ['ANY /a/{id}', '/a/b%2Fc', { id: 'b/c' }],
    ['ANY /a/{id}', '/a/100%25', { id: '100%' }],
    ['ANY /{a}/x/{__proto__}', '/1/x/2', JSON.parse('{"a":"1","__proto__":"2"}')],
  ])('given %s, when %s is requested, then they are %j', (routeKey, path, variables) => {
    const match = compileRoutes([aRoute(routeKey)])('GET', path)

    expect(Object.fromEntries(match?.variables ?? [])).toEqual(variables)
  })
})

describe('routes that cannot be', () => {
  test('given one route key twice, when the routes are compiled, then it throws', () => {
    expect(() => compileRoutes([aRoute('GET /a'), aRoute('GET /a')])).toThrow(
      'route "GET /a" is defined twice',
    )
  })
})
