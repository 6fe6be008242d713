import { providerWithJwt, writeService } from './service-fixture.ts'
import type { TemporaryFolder } from './temporary-folder.ts'

const names = ['notes', 'users', 'orders', 'carts', 'files', 'teams', 'invoices', 'tags', 'events', 'jobs']
const more = ['plans', 'keys', 'rooms', 'boards', 'cards']

/** A service of 61 routes in plain JavaScript: four for each of fifteen things, and a slow one. */
export function writeManyRoutes(): Promise<TemporaryFolder> {
  const things = [...names, ...more].flatMap((name) => [
    route(name, 'get', `/${name}`),
    route(name, 'post', `/${name}`),
    route(name, 'get', `/${name}/{id}`),
    route(name, 'delete', `/${name}/{id}`),
  ])
  const slow = '  slow:\n    handler: slow.handler\n    events:\n      - httpApi: GET /slow\n'
  return writeService([providerWithJwt, ...things, slow].join(''), { 'thing.js': thing, 'slow.js': slowly })
}

function route(name: string, method: string, path: string): string {
  const key = `${method}${name}${path.includes('{') ? 'One' : ''}`
  return `  ${key}:
    handler: thing.handler
    events:
      - httpApi:
          method: ${method}
          path: ${path}
          authorizer: jwt
`
}

const thing = `exports.handler = async ({ rawPath, rawQueryString, headers }) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ rawPath, rawQueryString, tenant: headers['x-tenant'] }),
})
`

/** Until it is told to end: a test waits for the page, not for the clock. */
const slowly = `exports.handler = () => new Promise((resolve) => {
  setTimeout(resolve, 4_000, { statusCode: 200, body: 'slow' })
})
`
