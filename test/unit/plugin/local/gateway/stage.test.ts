import { describe, expect, test } from '@jest/globals'
import { compileRoutes, defaultStage, matchWithinStage } from '../../../../../plugin/local/gateway/routes.ts'
import { aRoute } from '../../../../support/test-api.ts'

const routes = compileRoutes([aRoute('GET /items'), aRoute('GET /items/{id}'), aRoute('GET /')])
const within = (name: string) => matchWithinStage(routes, { name, variables: {} })

describe('matchWithinStage', () => {
  test('given a path below the stage, when matched, then its route is found without the stage', () => {
    const match = within('prod')('GET', '/prod/items/5')

    expect(match?.route.routeKey).toBe('GET /items/{id}')
    expect([...(match?.variables ?? [])]).toEqual([['id', '5']])
  })

  test('given the stage alone, when matched, then it is the root', () => {
    expect(within('prod')('GET', '/prod')?.route.routeKey).toBe('GET /')
  })

  test.each(['/items', '/dev/items', '/production/items', '/Prod/items', '/'])(
    'given the path %s outside the stage, when matched, then there is none',
    (path) => {
      expect(within('prod')('GET', path)).toBeUndefined()
    },
  )

  test('given the stage $default, when matched, then paths begin with their routes', () => {
    expect(matchWithinStage(routes, defaultStage)('GET', '/items')?.route.routeKey).toBe('GET /items')
    expect(matchWithinStage(routes, defaultStage)('GET', '/$default/items')).toBeUndefined()
  })
})
