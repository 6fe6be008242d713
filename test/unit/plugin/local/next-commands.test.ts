import { expect, test } from '@jest/globals'
import { nextCommands } from '../../../../plugin/local/next-commands.ts'
import type { LocalService } from '../../../../plugin/service/service.ts'
import { aRoute, aService } from '../../../support/test-api.ts'
import { aFunction } from '../../../support/test-functions.ts'

const jwt = {
  kind: 'jwt',
  name: 'jwt',
  issuer: 'i',
  audience: ['a'],
  identitySource: '$request.header.Authorization',
} as const
const notServed = { name: 'x', reason: 'y', remedy: 'z' }

const commands = (parts: Partial<LocalService>, stateDir = '/s/.claimcheck') =>
  nextCommands({
    service: aService({ dir: '/s', ...parts }),
    apiUrl: 'http://localhost:3000',
    stateDir,
    hasIssuer: true,
  })

test('calls a route that exists, one with an authorizer first, with its method and sample values', () => {
  const routes = [aRoute('GET /open'), aRoute('PUT /notes/{id}/{rest+}', jwt)]

  expect(commands({ routes })).toEqual([
    'curl -i -X PUT -H "authorization: Bearer $(npx claimcheck token)" ' +
      "-H 'content-type: application/json' -d '{}' http://localhost:3000/notes/1/any/path",
  ])
})

test('sends no token where none is required', () => {
  expect(commands({ routes: [aRoute('$default')] })).toEqual(['curl -i http://localhost:3000/'])
})

test('signs where a signature is required', () => {
  expect(commands({ routes: [aRoute('ANY /iam', { kind: 'iam' })] })[0]).toMatch(
    /^curl -i --aws-sigv4 .*\/iam$/,
  )
})

test('passes over what is not served', () => {
  const routes = [
    { ...aRoute('GET /closed'), notServed },
    { ...aRoute('GET /ruby'), functionKey: 'ruby' },
    aRoute('GET /served'),
  ]

  expect(commands({ routes, functions: [aFunction('ruby', '', { notServed })] })).toEqual([
    'curl -i http://localhost:3000/served',
  ])
  expect(commands({ routes: routes.slice(0, 1) })).toEqual([])
})

test('repeats --state, as a path from outside of the service where it must be', () => {
  const routes = [aRoute('GET /a', jwt)]

  expect(commands({ routes }, '/s/state')[0]).toContain('token --state state)')
  expect(commands({ routes }, '/tmp/my state')[0]).toContain("token --state '/tmp/my state')")
})

test('puts stage and prefix in front', () => {
  const parts = { apiStage: { name: 'prod', variables: {} }, pathPrefix: 'v1', routes: [aRoute('GET /a')] }

  expect(commands(parts)).toEqual(['curl -i http://localhost:3000/v1/prod/a'])
})
