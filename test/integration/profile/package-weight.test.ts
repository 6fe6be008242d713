import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { bundleHandler, type HandlerBundle } from '../../../plugin/handlers/bundle-handler.ts'
import { eventFixture } from '../../support/bundle-source.ts'
import { type DynamoDouble, startDynamoDouble } from '../../support/dynamo-double.ts'

const dir = fileURLToPath(new URL('../../..', import.meta.url))
const names = ['get-profile-info', 'create-profile-info', 'delete-profile-info']

let outDir: string
let table: DynamoDouble
const bundles = new Map<string, HandlerBundle>()

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'claimcheck-weight-'))
  table = await startDynamoDouble((response) => void response.end('{}'))
  for (const name of names) {
    bundles.set(name, await bundleHandler({ dir, handler: `src/profile/${name}.handler`, outDir }))
  }
})
afterAll(async () => {
  await table.close()
  await rm(outDir, { recursive: true })
})

/** Calls `GET /profile` once in a Node of its own, after `before`; gives the status and what Node had to load. */
async function callOnce(before: string): Promise<{ status: number; loaded: string[] }> {
  const script = join(outDir, 'call.cjs')
  const file = bundles.get('get-profile-info')?.file
  const event = eventFixture('get-profile-cognito-access-token')
  await writeFile(
    script,
    `const atStart = new Set(process.moduleLoadList)
    ${before}
    require(${JSON.stringify(file)}).handler(${event}, { getRemainingTimeInMillis: () => 6000 }).then((answer) => {
      const loaded = process.moduleLoadList.filter((name) => !atStart.has(name))
      console.log(JSON.stringify({ status: answer.statusCode, loaded }))
    })`,
  )
  const env = {
    CLAIMCHECK_PROVIDER: 'cognito',
    CLAIMCHECK_LOG_KEY: 'key',
    PROFILE_TABLE: 'profiles',
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  }
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env })
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')
}

describe('what a deployed function weighs', () => {
  test.each(names)('given %s, when bundled, then it has at most 150 kB, and 45 kB gzipped', (name) => {
    const { code } = bundles.get(name) as HandlerBundle

    expect(code.byteLength).toBeLessThanOrEqual(150_000)
    expect(gzipSync(code).byteLength).toBeLessThanOrEqual(45_000)
  })

  test.each(names)(
    'given %s, when bundled, then neither the AWS SDK nor the whole of zod is in it',
    (name) => {
      const { inputs } = bundles.get(name) as HandlerBundle

      expect(inputs.filter((path) => path.includes('zod/v4/core/'))).not.toEqual([])
      expect(inputs.filter((path) => /@aws-sdk\/client-|@smithy\/|zod\/v4\/mistake/.test(path))).toEqual([])
    },
  )

  // Each of these costs a cold function several milliseconds, some of them thirty.
  const dear = /undici|https|tls|webstreams|webcrypto|perf_hooks|inspector|readline|console\/constructor/

  test('given one call with a read of the table, when Node is asked what it loaded, then nothing dear', async () => {
    const { status, loaded } = await callOnce('')

    expect(status).toBe(200)
    expect(loaded).toContain('NativeModule http')
    expect(loaded.filter((name) => dear.test(name))).toEqual([])
  })

  test('given a touch of Response, when Node is asked the same way, then it shows: the test above can fail', async () => {
    const { loaded } = await callOnce('new Response()')

    expect(loaded.filter((name) => dear.test(name))).not.toEqual([])
  })
})
