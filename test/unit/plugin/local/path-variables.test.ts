import { expect, test } from '@jest/globals'
import { warnOfUnknownVariables } from '../../../../plugin/local/path-variables.ts'

const path = {
  jsonSchema: { type: 'object', properties: { id: {}, folder: {} }, required: ['id'] },
  isOptional: false,
}
const handler = { requirements: { path } } as never

test('names each variable that a route does not have, and what to do', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const routes = ['GET /notes/{id}', 'GET /folders/{folder}/notes/{id}', '$default'].map((routeKey) => ({
    routeKey,
    functionKey: 'f',
    authorizer: undefined,
    scopes: [],
  }))
  warnOfUnknownVariables(
    { routes: async () => routes, functions: async () => new Map([['f', handler]]) },
    resolve,
  )

  expect(await promise).toBe(
    'Warning: path of GET /notes/{id}: there is no variable folder; the route has {id}. ' +
      'Name the variable in the route ("/{folder}"), or fix its name in the schema.',
  )
})
