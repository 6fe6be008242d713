import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const plugin = join(import.meta.dirname, '..', '..', 'plugin')
const names = ['notes', 'users', 'orders', 'carts', 'files', 'teams', 'invoices', 'tags', 'events', 'jobs']
const more = ['plans', 'keys', 'rooms', 'boards', 'cards']

/** A service of 61 routes in plain JavaScript: four for each of fifteen things, and a slow one. */
export async function writeManyRoutes(dir: string): Promise<void> {
  const things = [...names, ...more].flatMap((name) => [
    route(name, 'get', `/${name}`),
    route(name, 'post', `/${name}`),
    route(name, 'get', `/${name}/{id}`),
    route(name, 'delete', `/${name}/{id}`),
  ])
  const slow = '  slow:\n    handler: slow.handler\n    events:\n      - httpApi: GET /slow\n'
  await writeFile(join(dir, 'serverless.yml'), [head, ...things, slow].join(''))
  await writeFile(join(dir, 'package.json'), '{ "private": true }\n')
  await writeFile(join(dir, 'thing.js'), thing)
  await writeFile(join(dir, 'slow.js'), slowly)
  await mkdir(join(dir, 'node_modules'))
  await symlink(plugin, join(dir, 'node_modules', 'serverless-claimcheck'))
}

const head = `service: many-routes
plugins:
  - serverless-claimcheck
provider:
  name: aws
  runtime: nodejs22.x
  httpApi:
    authorizers:
      jwt:
        identitySource: $request.header.Authorization
        issuerUrl: https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E
        audience: [1example23456789]
functions:
`

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
