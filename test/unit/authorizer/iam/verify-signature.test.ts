import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { sign } from 'aws4'
import { signRequest } from '../../../../authorizer/iam/sign-request.ts'
import {
  type AwsKey,
  parseAuthorization,
  type SignedRequest,
} from '../../../../authorizer/iam/signed-request.ts'
import { verifySignature } from '../../../../authorizer/iam/verify-signature.ts'

const key: AwsKey = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }
const nowMs = Date.parse('2026-11-23T12:44:00Z')

interface Signing {
  readonly method?: string
  /** With its query. */
  readonly path?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly service?: string
  readonly region?: string
  readonly atMs?: number
  readonly by?: AwsKey & { readonly sessionToken?: string }
}

/** A request signed by another implementation than ours. */
function signed(signing: Signing = {}): SignedRequest {
  const { method = 'GET', path = '/notes', body = '', by = key, atMs = nowMs } = signing
  const { service = 'execute-api', region = 'eu-west-1' } = signing
  const date = new Date(atMs).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const headers = { host: 'localhost:3000', 'x-amz-date': date, ...signing.headers }
  const request = sign({ host: 'localhost:3000', method, path, body, service, region, headers }, by)
  const [encodedPath = '', rawQuery = ''] = path.split('?')
  return {
    method,
    encodedPath,
    rawQuery,
    headers: new Map(
      Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    body: Buffer.from(body),
  }
}

const verify = (request: SignedRequest) => verifySignature(request, { key, region: 'eu-west-1', nowMs })
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const withHeader = (request: SignedRequest, name: string, value: string): SignedRequest => ({
  ...request,
  headers: new Map([...request.headers, [name, value]]),
})

describe('a signed request passes', () => {
  test.each<[string, Signing]>([
    ['plain', {}],
    ['with a query', { path: '/notes?b=2&a=1&a=0&empty=' }],
    ['with an encoded path and query', { path: '/notes/a%20b/%C3%A4?q=x%20y%2Bz' }],
    ['with a body', { method: 'POST', body: '{"a":1}' }],
    [
      'with the hash of its body',
      { method: 'POST', body: 'a', headers: { 'x-amz-content-sha256': hash('a') } },
    ],
    ['with headers of its own', { headers: { 'x-tenant': '  a   b ', accept: '*/*' } }],
    ['five minutes ago', { atMs: nowMs - 300_000 }],
    ['five minutes ahead', { atMs: nowMs + 300_000 }],
  ])('%s', async (_what, signing) => {
    expect(await verify(signed(signing))).toMatchObject({ kind: 'verified' })
  })
})

describe('a request that is signed here', () => {
  test.each([
    ['GET', '/notes/a%20b?b=2&a=1&a=0', ''],
    ['POST', '/notes', '{"a":1}'],
  ])('passes: %s %s', async (method, target, text) => {
    const body = Buffer.from(text)
    const options = { key, region: 'eu-west-1', service: 'execute-api', nowMs }
    const own = await signRequest({ method, host: 'localhost:3000', target, body }, options)
    const [encodedPath = '', rawQuery = ''] = target.split('?')
    const headers = new Map([['host', 'localhost:3000'], ...own])

    expect(await verify({ method, encodedPath, rawQuery, headers, body })).toMatchObject({ kind: 'verified' })
    expect(await verify({ method, encodedPath: '/other', rawQuery, headers, body })).toMatchObject({
      failed: { mistake: 'other-signature' },
    })
  })
})

describe('a signed request is refused', () => {
  test.each<[string, Signing, string]>([
    ['of another secret', { by: { ...key, secretAccessKey: 'other' } }, 'other-signature'],
    ['of another key', { by: { ...key, accessKeyId: 'OTHER' } }, 'other-access-key'],
    ['with a session token', { by: { ...key, sessionToken: 'token' } }, 'other-access-key'],
    ['for another region', { region: 'us-east-1' }, 'other-credential-scope'],
    ['for another service', { service: 'lambda' }, 'other-credential-scope'],
    ['more than five minutes ago', { atMs: nowMs - 301_000 }, 'signed-at-another-time'],
    ['more than five minutes ahead', { atMs: nowMs + 301_000 }, 'signed-at-another-time'],
    [
      'with an unsigned payload',
      { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
      'other-payload',
    ],
  ])('%s', async (_what, signing, mistake) => {
    expect(await verify(signed(signing))).toMatchObject({ kind: 'stopped', status: 403, failed: { mistake } })
  })

  test.each<[string, (request: SignedRequest) => SignedRequest, string]>([
    ['method', (request) => ({ ...request, method: 'DELETE' }), 'other-signature'],
    ['path', (request) => ({ ...request, encodedPath: '/notes/2' }), 'other-signature'],
    ['query', (request) => ({ ...request, rawQuery: 'admin=1' }), 'other-signature'],
    ['body', (request) => ({ ...request, body: Buffer.from('other') }), 'other-signature'],
    ['host', (request) => withHeader(request, 'host', 'other:3000'), 'other-signature'],
    ['date', (request) => withHeader(request, 'x-amz-date', '20261123T124401Z'), 'other-signature'],
    ['day', (request) => withHeader(request, 'x-amz-date', '20261124T124400Z'), 'signed-at-another-time'],
    [
      'date, so that it is none',
      (request) => withHeader(request, 'x-amz-date', 'today'),
      'signed-at-another-time',
    ],
  ])('whose %s was changed', async (_what, change, mistake) => {
    expect(await verify(change(signed()))).toMatchObject({ failed: { mistake } })
  })

  test('whose body was changed under its hash', async () => {
    const request = signed({ method: 'POST', body: 'a', headers: { 'x-amz-content-sha256': hash('a') } })

    expect(await verify({ ...request, body: Buffer.from('b') })).toMatchObject({
      failed: { mistake: 'other-payload' },
    })
  })

  test.each([
    ['host;x-amz-date', 'x-amz-date'],
    ['host;x-amz-date', 'host'],
    ['host;x-amz-date', 'host;x-amz-date;x-gone'],
  ])('whose signed headers are not %s but %s', async (signedHeaders, others) => {
    const request = signed()
    const value = request.headers.get('authorization') ?? ''

    expect(value).toContain(`SignedHeaders=${signedHeaders},`)
    expect(
      await verify(withHeader(request, 'authorization', value.replace(signedHeaders, others))),
    ).toMatchObject({
      failed: { mistake: 'headers-not-signed' },
    })
  })
})

describe('a request without a signature is refused', () => {
  const unsigned = { ...signed(), headers: new Map([['host', 'localhost:3000']]) }

  test.each<[string, SignedRequest, string]>([
    ['no header', unsigned, 'not-signed'],
    ['a bearer token', withHeader(unsigned, 'authorization', 'Bearer a.b.c'), 'not-signed'],
    ['a presigned URL', { ...unsigned, rawQuery: 'X-Amz-Algorithm=a&X-Amz-Signature=b' }, 'presigned-url'],
  ])('%s', async (_what, request, mistake) => {
    expect(await verify(request)).toMatchObject({ status: 403, failed: { check: 'signed request', mistake } })
  })

  test('and shows nothing of what was sent', async () => {
    const value =
      'AWS4-HMAC-SHA256 Credential=hidden/20261123/hidden/hidden/aws4_request, SignedHeaders=hidden, Signature='
    const results = await Promise.all(
      ['Bearer hidden', `${value}${'a'.repeat(64)}`].map((text) =>
        verify(withHeader(unsigned, 'authorization', text)),
      ),
    )

    expect(JSON.stringify(results)).not.toContain('hidden')
  })
})

describe('an authorization header', () => {
  const signature = 'a'.repeat(64)
  const good = `AWS4-HMAC-SHA256 Credential=K/20261123/eu-west-1/execute-api/aws4_request, SignedHeaders=Host;x-amz-date, Signature=${signature}`

  test('is read', () => {
    expect(parseAuthorization(good)).toEqual({
      accessKeyId: 'K',
      day: '20261123',
      region: 'eu-west-1',
      service: 'execute-api',
      signedHeaders: ['host', 'x-amz-date'],
      signature,
    })
  })

  test.each([
    good.replace('SHA256', 'SHA512'),
    good.replace('aws4_request', 'aws5_request'),
    good.replace('K/', ''),
    good.replace('/eu-west-1', '/eu-west-1/more'),
    good.replace(signature, 'short'),
    good.replace(`, Signature=${signature}`, ''),
    `${good}, Other=1`,
    `${good}, Signature=${signature}`.replace('SignedHeaders=Host;x-amz-date, ', ''),
  ])('rejects %s', (value) => {
    expect(parseAuthorization(value)).toBeUndefined()
  })
})
