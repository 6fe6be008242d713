import { expect, test } from '@jest/globals'
import { createPendingApi } from '../../../plugin/local/pending-api.ts'
import { aRoute, aService } from '../../support/test-api.ts'
import { aFunction } from '../../support/test-functions.ts'

test('the routes of the console say which are not served: by their function, by themselves, or as those of a REST API', async () => {
  const notServed = { name: 'x', reason: 'it is a container image', remedy: 'Test it on AWS.' }
  const { api, ready } = createPendingApi('http://localhost:3000')
  const functions = [aFunction('answer', 'a.handler'), aFunction('image', 'a.handler', { notServed })]
  const routes = [
    aRoute('GET /served'),
    { ...aRoute('GET /image'), functionKey: 'image' },
    { ...aRoute('GET /closed'), notServed },
  ]
  const restRoutes = [
    { ...aRoute('GET /rest'), notServed },
    { ...aRoute('GET /served'), notServed },
  ]
  ready(aService({ functions, routes, restRoutes }), {})

  expect((await api.routes()).map(({ routeKey, notServed: why }) => [routeKey, why?.reason])).toEqual([
    ['GET /served', undefined],
    ['GET /image', 'it is a container image'],
    ['GET /closed', 'it is a container image'],
    ['GET /rest', 'it is a container image'],
  ])
})
