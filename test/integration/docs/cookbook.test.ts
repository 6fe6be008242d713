import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { call, createIssuer, type TestIssuer } from 'claimcheck/testing'
import { parse } from 'yaml'
import { startTables, type Tables } from '../../../plugin/local/dynamodb/start-tables.ts'
import { compileSnippets } from '../../support/compile.ts'
import { guideFiles, snippetsOf, writeGuideFiles } from '../../support/guide-files.ts'
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
// Inside the repository, so that `claimcheck` is this package.
const work = join(root, '.claimcheck/cookbook-snippets')
const page = await readFile(join(root, 'docs/guide/cookbook.md'), 'utf8')

const recordTable = {
  logicalId: 'Records',
  tableName: 'records',
  properties: {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  },
}

let issuer: TestIssuer
let folder: TemporaryFolder
let tables: Tables
beforeAll(async () => {
  await rm(work, { recursive: true, force: true })
  await writeGuideFiles('cookbook.md', work)
  folder = await temporaryFolder()
  tables = await startTables({ tables: [recordTable], folder: join(folder.path, 'table'), log: () => {} })
  issuer = await createIssuer('auth0', { groupsClaim: 'https://example.com/groups' })
})
afterAll(async () => {
  await tables.close()
  await folder.remove()
  await rm(work, { recursive: true, force: true })
})

// biome-ignore lint/suspicious/noExplicitAny: whatever the snippet exports.
const load = (name: string): Promise<any> => import(join(work, name))

describe('docs/guide/cookbook.md', () => {
  test('has no snippet without a file name, and each compiles', async () => {
    expect(snippetsOf(page, 'ts')).toHaveLength((await guideFiles('cookbook.md')).size)
    expect(await compileSnippets(work)).toBe('')
  })

  test('groups: one of them is enough, none is a 403', async () => {
    const { handler } = await load('groups.ts')
    const token = (groups: string[]) => issuer.accessToken({ groups })

    expect((await call(handler, 'GET /reports', { token: await token(['auditor', 'staff']) })).status).toBe(
      200,
    )
    const refused = await call(handler, 'GET /reports', { token: await token(['staff']) })
    expect(refused.problem?.code).toBe('ERR_GROUP_MISSING')
  })

  test('machines: a client with the scope passes, a person with it does not', async () => {
    const { handler } = await load('machines.ts')
    const scopes = ['imports.write']

    const machine = await issuer.machineToken({ scopes })
    expect((await call(handler, 'POST /imports', { token: machine })).status).toBe(204)
    const person = await issuer.accessToken({ scopes })
    expect((await call(handler, 'POST /imports', { token: person })).problem?.code).toBe(
      'ERR_CALLER_KIND_REFUSED',
    )
  })

  test('tenant: read from the token, and a token without one is a 403', async () => {
    const { handler } = await load('tenant.ts')
    const claims = { 'https://example.com/tenant_id': 'acme' }

    const answer = await call(handler, 'GET /notes', { token: await issuer.accessToken({ claims }) })
    expect(answer.json).toMatchObject({ tenant: 'acme' })
    const without = await call(handler, 'GET /notes', { token: await issuer.accessToken() })
    expect(without.status).toBe(403)
  })

  test('optional sign-in: the open route reads no token, the closed one knows the caller', async () => {
    const { handler } = await load('articles.ts')
    const token = await issuer.accessToken({ user: { id: '0a1b2c3d-0000-4000-8000-000000000001' } })
    const { authorizer } = issuer

    const open = await call(handler, 'GET /articles', { headers: { authorization: `Bearer ${token}` } })
    expect(open.json).toEqual({ articles: ['for everyone'] })
    const mine = await call(handler, 'GET /me/articles', { token, authorizer })
    expect(mine.json.articles).toHaveLength(2)
    expect((await call(handler, 'GET /me/articles', { authorizer })).status).toBe(401)
  })

  test('block list and rate limit: by the caller, before anything else', async () => {
    const { makeHandler } = await load('block-list.ts')
    const token = await issuer.accessToken()
    const answerTo = async (isBlocked: boolean, calls: number) => {
      const handler = makeHandler({ isBlocked: async () => isBlocked, count: async () => calls })
      return call(handler, 'GET /hello', { token })
    }

    expect((await answerTo(false, 100)).status).toBe(200)
    expect((await answerTo(true, 1)).problem).toMatchObject({ status: 403, code: 'ERR_CALLER_BLOCKED' })
    const late = await answerTo(false, 101)
    expect([late.status, late.headers['retry-after']]).toEqual([429, '60'])
  })

  test('the YAML is YAML, and names what Serverless reads', () => {
    const [functions, cors] = snippetsOf(page, 'yaml').map((text) => parse(text))

    expect(functions.functions.articles.events).toHaveLength(2)
    expect(Object.keys(cors.provider.httpApi.cors)).toEqual([
      'allowedOrigins',
      'allowedMethods',
      'allowedHeaders',
      'exposedResponseHeaders',
    ])
  })

  test('Powertools writes the log, and the guards hold', async () => {
    process.env.POWERTOOLS_TRACE_ENABLED = 'false'
    const { handler, logger } = await load('powertools.ts')
    const lines: string[] = []
    logger.console = { ...console, info: (line: string) => lines.push(line) }

    const good = await call(handler, 'GET /notes', {
      token: await issuer.accessToken({ scopes: ['notes.read'] }),
    })
    expect(good.status).toBe(200)
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ message: 'notes are read', provider: 'auth0' })
    const bad = await call(handler, 'GET /notes', { token: await issuer.accessToken() })
    expect(bad.problem?.code).toBe('ERR_SCOPE_INSUFFICIENT')
  })

  test('idempotency: a repeated call gets the first answer, somebody else their own', async () => {
    const { makeHandler } = await load('idempotency.ts')
    let orders = 0
    const order = async () => `order-${++orders}`
    const store = new DynamoDBPersistenceLayer({
      tableName: 'records',
      clientConfig: {
        endpoint: tables.endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      },
    })
    const handler = makeHandler(store, order)
    const post = async (token: string, key: string) =>
      (await call(handler, 'POST /orders', { token, headers: { 'idempotency-key': key } })).json.id
    const [ada, bob] = [
      await issuer.accessToken(),
      await issuer.accessToken({ user: { id: '0a1b2c3d-0000-4000-8000-00000000000b' } }),
    ]

    expect([await post(ada, 'one'), await post(ada, 'one')]).toEqual(['order-1', 'order-1'])
    expect(await post(ada, 'two')).toBe('order-2')
    expect(await post(bob, 'one')).toBe('order-3')
  })
})
