import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  chooseAuthorizer,
  chooseRoute,
  soleAuthorizer,
} from '../../../../../plugin/commands/explain/choose-authorizer.ts'
import { writeRunState } from '../../../../../plugin/local/run-state.ts'
import { type TemporaryFolder, temporaryFolder } from '../../../../support/temporary-folder.ts'
import { aRoute } from '../../../../support/test-api.ts'

const authorizer = (name: string) => ({
  kind: 'jwt' as const,
  name,
  issuer: 'https://example.com',
  audience: ['a'],
  identitySource: '$request.header.Authorization',
})
const routes = [
  aRoute('GET /things/{id}', authorizer('people')),
  aRoute('DELETE /things/{id}', authorizer('people'), ['things.delete']),
  aRoute('GET /open'),
]

describe('--route', () => {
  test.each([
    ['GET /things/{id}', 'GET /things/{id}'],
    ['DELETE /things/42', 'DELETE /things/{id}'],
    [' delete   /things/42 ', 'DELETE /things/{id}'],
  ])('%j names %j', (wanted, routeKey) => {
    expect(chooseRoute(routes, wanted).routeKey).toBe(routeKey)
  })

  test('names the routes of the service if there is no such route', () => {
    expect(() => chooseRoute(routes, 'PUT /things/42')).toThrow(
      expect.objectContaining({
        code: 'ERR_ROUTE_UNKNOWN',
        message: expect.stringContaining('"DELETE /things/{id}"'),
      }),
    )
  })

  test('rejects an open route: it accepts any request', () => {
    expect(() => chooseRoute(routes, 'GET /open')).toThrow(
      expect.objectContaining({ code: 'ERR_ROUTE_OPEN' }),
    )
  })
})

const asked = {
  kind: 'request' as const,
  name: 'own',
  functionKey: 'auth',
  payloadFormat: '2.0' as const,
  simpleResponses: true,
  identitySources: [],
  resultTtlSeconds: 0,
}

describe('a route whose authorizer checks no token itself', () => {
  test.each([
    ['Lambda authorizer', asked],
    ['AWS credentials', { kind: 'iam' as const }],
  ])('is rejected, and the message names its %s', (what, authorizer) => {
    expect(() => chooseRoute([aRoute('GET /own', authorizer)], 'GET /own')).toThrow(
      expect.objectContaining({ code: 'ERR_ROUTE_NOT_JWT', message: expect.stringContaining(what) }),
    )
  })

  test('does not count where the authorizer is chosen without --route', () => {
    expect(soleAuthorizer([...routes, aRoute('GET /own', asked)]).name).toBe('people')
  })
})

describe('the authorizer without --route', () => {
  test('takes the one that all routes share', () => {
    expect(soleAuthorizer(routes).name).toBe('people')
  })

  test('names the routes to choose from if there are two', () => {
    expect(() => soleAuthorizer([...routes, aRoute('GET /robots', authorizer('robots'))])).toThrow(
      expect.objectContaining({
        code: 'ERR_ROUTE_NEEDED',
        message: expect.stringContaining('--route "GET /robots"'),
      }),
    )
  })

  test('says that there is none', () => {
    expect(() => soleAuthorizer([aRoute('GET /open')])).toThrow(
      expect.objectContaining({ code: 'ERR_ROUTE_OPEN' }),
    )
  })
})

describe('what a token is checked against', () => {
  const trust = { issuer: 'https://other.example.com', audience: ['b'] }
  const request = { trust: undefined, route: undefined, scopes: undefined, stage: undefined }
  const service = {
    routes: async () => [aRoute('GET /of-the-service', authorizer('yaml'), ['yaml'])],
    choose: async () => ({ authorizer: authorizer('deployed'), routeScopes: [], from: 'stage dev' }),
  }
  let state: TemporaryFolder
  let server: Server | undefined

  beforeEach(async () => {
    state = await temporaryFolder()
  })

  afterEach(async () => {
    server?.close()
    server = undefined
    await state.remove()
  })

  async function run(): Promise<string> {
    server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server?.once('listening', resolve))
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await writeRunState(state.path, {
      pid: process.pid,
      provider: 'okta',
      apiUrl,
      consoleUrl: undefined,
      key: undefined,
      routes,
    })
    return apiUrl
  }

  const choose = (changes: object, withService = true) =>
    chooseAuthorizer({
      request: { ...request, ...changes },
      stateDir: state.path,
      ...(withService && { service }),
    })

  test('the local run, with the scopes of --route', async () => {
    const apiUrl = await run()

    expect(await choose({ route: 'DELETE /things/1' })).toEqual({
      authorizer: authorizer('people'),
      routeScopes: ['things.delete'],
      from: `the run at ${apiUrl}, route DELETE /things/{id}`,
    })
  })

  test('--scope replaces the scopes of --route', async () => {
    await run()

    expect(await choose({ route: 'DELETE /things/1', scopes: ['x'] })).toMatchObject({ routeScopes: ['x'] })
  })

  test('the deployed stage without a run, or with --stage', async () => {
    expect(await choose({})).toMatchObject({ from: 'stage dev' })
    await run()
    expect(await choose({ stage: 'prod' })).toMatchObject({ from: 'stage dev' })
  })

  test('--issuer needs neither a run nor a service', async () => {
    expect(await choose({ trust }, false)).toEqual({
      authorizer: { kind: 'jwt', name: '', ...trust, identitySource: '$request.header.Authorization' },
      routeScopes: [],
      from: '--issuer',
    })
  })

  test("--issuer with --route takes the service's routes, else those of the run, else says what is missing", async () => {
    expect(await choose({ trust, route: 'GET /of-the-service' })).toMatchObject({ routeScopes: ['yaml'] })
    await expect(choose({ trust, route: 'DELETE /things/1' }, false)).rejects.toMatchObject({
      code: 'ERR_NOT_RUNNING',
    })
    await run()
    expect(await choose({ trust, route: 'DELETE /things/1' }, false)).toMatchObject({
      authorizer: trust,
      routeScopes: ['things.delete'],
    })
  })

  test('neither a run nor a service: says both ways to go on', async () => {
    await expect(choose({}, false)).rejects.toMatchObject({
      code: 'ERR_NOT_RUNNING',
      message: expect.stringMatching(/No local run found[\s\S]*--issuer URL --audience X/),
    })
  })
})
