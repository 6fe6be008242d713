import { describe, expect, test } from '@jest/globals'
import type { AccessRow } from '../../../../plugin/access/access-row.ts'
import { accessTable } from '../../../../plugin/access/access-table.ts'
import { compareAccess } from '../../../../plugin/access/compare-access.ts'
import { formatAccess, formatChange } from '../../../../plugin/access/format-access.ts'
import type { SentRequirements } from '../../../../plugin/handlers/requirements-messages.ts'
import type { DescribedGuard, DescribedRoute } from '../../../../plugin/openapi/described-api.ts'

const jwt: DescribedGuard = {
  kind: 'jwt',
  name: 'jwt',
  issuer: 'https://acme.eu.auth0.com/',
  audience: [],
  identitySource: '$request.header.Authorization',
}

interface Parts {
  readonly routeKey?: string
  readonly scopes?: readonly string[]
  readonly auth?: SentRequirements['auth']
  readonly guard?: DescribedGuard | undefined
  readonly isForeign?: boolean
}

function aRoute(parts: Parts = {}): DescribedRoute {
  const { routeKey = 'GET /x', scopes = [], auth = {}, isForeign = false } = parts
  const none = { path: undefined, query: undefined, headers: undefined, cookies: undefined, body: undefined }
  const handler = { auth, principal: undefined, ...none, responses: undefined, problems: undefined }
  const guard = 'guard' in parts ? parts.guard : jwt
  return {
    routeKey,
    functionKey: 'f',
    guard,
    scopes,
    scopePrefix: 'api/',
    handler: isForeign ? undefined : handler,
  }
}

const cells = (parts: Parts) => {
  const [, line = ''] = formatAccess(accessTable([aRoute(parts)])).split('\n')
  return line.split(/ {2,}/).slice(1)
}

describe('accessTable', () => {
  test.each<[string, Parts, string[]]>([
    ['any token', {}, ['401', 'allowed', 'allowed', 'allowed']],
    ['an id token', { auth: { tokenUse: 'id' } }, ['401', 'allowed', '403', '403']],
    ['an access token', { auth: { tokenUse: 'access' } }, ['401', '403', 'allowed', 'allowed']],
    ['users', { auth: { kind: 'user' } }, ['401', 'allowed', 'allowed', '403']],
    ['clients', { auth: { kind: 'client' } }, ['401', '403', '403', 'allowed']],
    [
      'scopes of the route: any',
      { scopes: ['api/a', 'api/b'] },
      ['401', '403', 'with scope api/a or api/b', 'with scope api/a or api/b'],
    ],
    [
      'scopes of the handler: all',
      { auth: { scopes: ['a', 'b'] } },
      ['401', '403', 'with scope api/a and api/b', 'with scope api/a and api/b'],
    ],
    [
      'both',
      { scopes: ['api/a'], auth: { scopes: ['b'] } },
      ['401', '403', 'with scope api/a and api/b', 'with scope api/a and api/b'],
    ],
    [
      'groups',
      { auth: { groups: ['g', 'h'] } },
      ['401', 'with group g or h', 'with group g or h', 'with group g or h'],
    ],
    [
      'permissions',
      { auth: { permissions: ['p'] } },
      ['401', '403', 'with permission p', 'with permission p'],
    ],
    [
      'a route without an authorizer, another handler',
      { guard: undefined, isForeign: true },
      ['allowed', 'allowed', 'allowed', 'allowed'],
    ],
    ['a route without an authorizer, createHandler', { guard: undefined }, ['401', '401', '401', '401']],
    [
      'a Lambda authorizer',
      { guard: { kind: 'other', name: 'own' } },
      ['? authorizer own', '? authorizer own', '? authorizer own', '? authorizer own'],
    ],
    [
      'IAM',
      { guard: { kind: 'iam' } },
      ['? IAM policies', '? IAM policies', '? IAM policies', '? IAM policies'],
    ],
  ])('for %s', (_, parts, expected) => {
    expect(cells(parts)).toEqual(expected)
  })

  test('is sorted by path, and reads as a table', () => {
    const rows = accessTable([
      aRoute({ routeKey: 'POST /b' }),
      aRoute({ routeKey: 'GET /b' }),
      aRoute({ routeKey: 'GET /a', auth: { tokenUse: 'id' } }),
    ])
    expect(formatAccess(rows)).toBe(
      [
        'route    no token  id token  access token  machine token',
        'GET /a   401       allowed   403           403',
        'GET /b   401       allowed   allowed       allowed',
        'POST /b  401       allowed   allowed       allowed',
        '',
      ].join('\n'),
    )
  })
})

describe('compareAccess', () => {
  const changes = (before: Parts | undefined, after: Parts | undefined) => {
    const table = (parts: Parts | undefined): AccessRow[] => accessTable(parts ? [aRoute(parts)] : [])
    // As from a file.
    return compareAccess(JSON.parse(JSON.stringify(table(before))), table(after)).map(formatChange)
  }

  test.each<[string, Parts | undefined, Parts | undefined, string[]]>([
    ['nothing', { auth: { groups: ['g'] } }, { auth: { groups: ['g'] } }, []],
    [
      'a guard removed',
      { auth: { tokenUse: 'id' } },
      {},
      ['opened  GET /x, access token: 403 -> allowed', 'opened  GET /x, machine token: 403 -> allowed'],
    ],
    ['a guard added', {}, { auth: { kind: 'user' } }, ['closed  GET /x, machine token: allowed -> 403']],
    [
      'a scope removed',
      { auth: { scopes: ['a', 'b'], kind: 'user' } },
      { auth: { scopes: ['a'], kind: 'user' } },
      ['opened  GET /x, access token: with scope api/a and api/b -> with scope api/a'],
    ],
    [
      'another scope that suffices',
      { scopes: ['a'], auth: { kind: 'user' } },
      { scopes: ['a', 'b'], auth: { kind: 'user' } },
      ['opened  GET /x, access token: with scope a -> with scope a or b'],
    ],
    [
      'a group more',
      { auth: { groups: ['g'], tokenUse: 'id' } },
      { auth: { groups: ['g', 'h'], tokenUse: 'id' } },
      ['opened  GET /x, id token: with group g -> with group g or h'],
    ],
    [
      'a group less',
      { auth: { groups: ['g', 'h'], tokenUse: 'id' } },
      { auth: { groups: ['g'], tokenUse: 'id' } },
      ['closed  GET /x, id token: with group g or h -> with group g'],
    ],
    [
      'another group',
      { auth: { groups: ['g'], tokenUse: 'id' } },
      { auth: { groups: ['h'], tokenUse: 'id' } },
      [
        'opened  GET /x, id token: with group g -> with group h',
        'closed  GET /x, id token: with group g -> with group h',
      ],
    ],
    [
      'a permission removed',
      { auth: { permissions: ['p'], kind: 'user' } },
      { auth: { tokenUse: 'access', kind: 'user' } },
      ['opened  GET /x, access token: with permission p -> allowed'],
    ],
    [
      'a new route',
      undefined,
      { auth: { tokenUse: 'id' } },
      ['opened  GET /x, id token: no route -> allowed'],
    ],
    [
      'a removed route',
      { auth: { tokenUse: 'id' } },
      undefined,
      ['closed  GET /x, id token: allowed -> no route'],
    ],
  ])('for %s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected)
  })

  test('an authorizer removed opens the route to everyone', () => {
    const lines = changes({ isForeign: true }, { guard: undefined, isForeign: true })
    expect(lines).toEqual(['opened  GET /x, no token: 401 -> allowed'])
  })
})
