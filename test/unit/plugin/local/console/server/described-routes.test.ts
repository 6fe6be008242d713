import { expect, test } from '@jest/globals'
import { accessTable } from '../../../../../../plugin/access/access-table.ts'
import { formatCell } from '../../../../../../plugin/access/format-access.ts'
import { describedRoutes } from '../../../../../../plugin/local/console/server/described-routes.ts'
import type { LocalRoute } from '../../../../../../plugin/service/service.ts'

const open: LocalRoute = { routeKey: 'GET /x', functionKey: 'f', authorizer: undefined, scopes: [] }

function firstCell(route: LocalRoute): string {
  const [row] = accessTable(describedRoutes([route], new Map()))
  return row ? formatCell(row.noToken) : ''
}

test('a route whose authorizer does not run here is not open: its authorizer is named, as serverless access names it', () => {
  const notServed = { name: 'route GET /x', reason: 'its authorizer is elsewhere', remedy: 'Define it here.' }

  expect(firstCell({ ...open, otherAuthorizer: 'shared', notServed })).toBe('? authorizer shared')
  expect(firstCell(open)).toBe('allowed')
})
