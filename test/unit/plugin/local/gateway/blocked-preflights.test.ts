import { describe, expect, test } from '@jest/globals'
import {
  describeBlockedPreflight,
  findBlockedPreflights,
  warnOfBlockedPreflights,
} from '../../../../../plugin/local/gateway/blocked-preflights.ts'
import type { LocalCors } from '../../../../../plugin/service/service.ts'
import { aRoute } from '../../../../support/test-api.ts'

const open = (routeKey: string) => ({ routeKey, hasAuthorizer: false })
const closed = (routeKey: string) => ({ routeKey, hasAuthorizer: true })

describe('routes that browsers cannot call', () => {
  test.each([
    ['no route that takes OPTIONS', [closed('GET /a'), closed('POST /a'), open('ANY /b')]],
    ['an open OPTIONS on the path of ANY', [closed('ANY /a'), open('OPTIONS /a')]],
    ['the remedy of AWS beside $default', [closed('$default'), open('OPTIONS /{proxy+}')]],
    ['the remedy of AWS beside ANY /{proxy+}', [closed('ANY /{proxy+}'), open('OPTIONS /{proxy+}')]],
    ['a route key that cannot be read', [closed('ANY /a~b')]],
  ])('given %s, then there are none', (_what, routes) => {
    expect(findBlockedPreflights(routes)).toEqual([])
  })

  test.each([
    ['ANY with an authorizer', [closed('ANY /a')], 'ANY /a', ['ANY /a'], 'OPTIONS /a'],
    [
      '$default with an authorizer',
      [open('GET /a'), closed('$default')],
      '$default',
      ['GET /a', '$default'],
      'OPTIONS /{proxy+}',
    ],
    [
      'a greedy route that catches the preflights of others',
      [closed('GET /a/{id}'), closed('ANY /{proxy+}')],
      'ANY /{proxy+}',
      ['GET /a/{id}', 'ANY /{proxy+}'],
      'OPTIONS /{proxy+}',
    ],
    [
      'a greedy remedy that ANY of a full path outranks',
      [closed('ANY /a'), open('OPTIONS /{proxy+}')],
      'ANY /a',
      ['ANY /a'],
      'OPTIONS /a',
    ],
    [
      'a closed OPTIONS route',
      [open('GET /a'), closed('OPTIONS /a')],
      'OPTIONS /a',
      ['GET /a'],
      'OPTIONS /a',
    ],
  ])('given %s, then they are named with the route to add', (_what, routes, caughtBy, routeKeys, remedy) => {
    expect(findBlockedPreflights(routes)).toEqual([{ caughtBy, routeKeys, remedy }])
  })

  test('given one, when it is described, then the words say what happens and what to add', () => {
    const [blocked] = findBlockedPreflights([closed('$default')])
    const { what, why, fix } = describeBlockedPreflight(blocked as NonNullable<typeof blocked>)

    expect(what).toContain('$default has an authorizer')
    expect(why).toContain('401')
    expect(fix).toContain('Add the route "OPTIONS /{proxy+}" without an authorizer')
  })

  test('given a local service, when it starts, then it warns of them if it has CORS', () => {
    const authorizer = { kind: 'jwt' as const, name: 'jwt', issuer: '', audience: [], identitySource: '' }
    const routes = [aRoute('ANY /things', authorizer), aRoute('GET /open')]

    const warnings = warnOfBlockedPreflights({ cors: {} as LocalCors, routes })
    expect(warnings).toEqual([
      expect.stringMatching(/^warning: ANY \/things has .+ Add the route "OPTIONS \/things"/),
    ])
    expect(warnOfBlockedPreflights({ cors: undefined, routes })).toEqual([])
  })
})
