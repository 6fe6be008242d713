import { expect, test } from '@jest/globals'
import { aFunction, startTestFunctions } from '../../support/test-functions.ts'

const mistaken = ['object', 'smallObject', 'union']
const handlers = [...mistaken, 'known', 'none', 'foreign']

test('names each variable of a path that no route has, once the handler is loaded, and no other', async () => {
  const routes = handlers.flatMap((functionKey) =>
    ['GET /notes/{id}', 'GET /folders/{folder}/notes/{id}', '$default'].map((routeKey) => {
      return { routeKey, functionKey, authorizer: undefined, scopes: [] }
    }),
  )
  const host = await startTestFunctions(
    handlers.map((name) => aFunction(name, `paths.${name}`)),
    { service: { routes } },
  )
  await Promise.all(handlers.map((name) => host.invoke(name, {})))
  await Promise.all(mistaken.map((name) => host.line(new RegExp(`^\\[${name}\\] warning:`))))
  const warnings = host.log.filter((line) => line.includes('warning:'))
  await host.close()

  expect(warnings.sort()).toEqual(
    mistaken.map(
      (name) =>
        `[${name}] warning: path of GET /notes/{id}: there is no variable folder; the route has {id}. ` +
        'Name the variable in the route ("/{folder}"), or fix its name in the schema.',
    ),
  )
})
