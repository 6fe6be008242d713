import { describe, expect, test } from '@jest/globals'
import { chooseRoute, soleAuthorizer } from '../../../../../plugin/commands/explain/choose-route.ts'
import { aRoute } from '../../../../support/test-api.ts'

const authorizer = (name: string) => ({
  name,
  issuer: 'https://example.com',
  audience: ['a'],
  identitySource: '$request.header.Authorization',
})
const routes = [
  aRoute('GET /things/{id}', authorizer('people')),
  aRoute('DELETE /things/{id}', authorizer('people'), ['things.delete']),
  aRoute('GET /open'),
]

describe('the route that is meant', () => {
  test.each([
    ['GET /things/{id}', 'GET /things/{id}'],
    ['DELETE /things/42', 'DELETE /things/{id}'],
    [' delete   /things/42 ', 'DELETE /things/{id}'],
  ])('given %j, when it is chosen, then it is %j', (wanted, routeKey) => {
    expect(chooseRoute(routes, wanted).routeKey).toBe(routeKey)
  })

  test('given one that is not there, when it is chosen, then the others are named', () => {
    expect(() => chooseRoute(routes, 'PUT /things/42')).toThrow(
      expect.objectContaining({
        code: 'ERR_ROUTE_UNKNOWN',
        message: expect.stringContaining('"DELETE /things/{id}"'),
      }),
    )
  })

  test('given an open one, when it is chosen, then it says that any request passes', () => {
    expect(() => chooseRoute(routes, 'GET /open')).toThrow(
      expect.objectContaining({ code: 'ERR_ROUTE_OPEN' }),
    )
  })
})

describe('the authorizer where no route is named', () => {
  test('given routes that share one, when it is chosen, then it is that one', () => {
    expect(soleAuthorizer(routes).name).toBe('people')
  })

  test('given two, when one is to be chosen, then the routes to choose from are named', () => {
    expect(() => soleAuthorizer([...routes, aRoute('GET /robots', authorizer('robots'))])).toThrow(
      expect.objectContaining({
        code: 'ERR_ROUTE_NEEDED',
        message: expect.stringContaining('--route "GET /robots"'),
      }),
    )
  })

  test('given none, when one is to be chosen, then it says so', () => {
    expect(() => soleAuthorizer([aRoute('GET /open')])).toThrow(
      expect.objectContaining({ code: 'ERR_ROUTE_OPEN' }),
    )
  })
})
