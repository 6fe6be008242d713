import { createHash, timingSafeEqual } from 'node:crypto'
import type { Finding, Stopped } from '../finding.ts'
import { logSafe, vouchFor } from '../log-safe.ts'
import { relativeTime } from '../relative-time.ts'
import { computeSignature } from './compute-signature.ts'
import type { SignatureCheck, SignatureMistake } from './signature-checks.ts'
import {
  type AwsKey,
  parseAuthorization,
  type SignedAuthorization,
  type SignedRequest,
} from './signed-request.ts'

export interface VerifyOptions {
  readonly key: AwsKey
  /** The API's. */
  readonly region: string
  /** Milliseconds since the epoch. */
  readonly nowMs: number
}

export interface Verified {
  readonly kind: 'verified'
  readonly passed: readonly Finding<SignatureCheck>[]
}

type Failed = Stopped<SignatureCheck, SignatureMistake>['failed']

/** What a check is made on. */
interface Signed {
  readonly request: SignedRequest
  readonly authorization: SignedAuthorization
  readonly options: VerifyOptions
}

/**
 * Checks the signature of a request (Signature Version 4, service `execute-api`) against one key. Whatever is wrong, AWS answers an HTTP API's
 * caller with the same 403. That presigned URLs, unsigned payloads and session tokens are refused is inferred.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export async function verifySignature(
  request: SignedRequest,
  options: VerifyOptions,
): Promise<Verified | Stopped<SignatureCheck, SignatureMistake>> {
  const authorization = parseAuthorization(request.headers.get('authorization') ?? '')
  if (!authorization) return { kind: 'stopped', status: 403, passed: [], failed: findUnsigned(request) }
  const signed: Signed = { request, authorization, options }
  const passed: Finding<SignatureCheck>[] = []
  for (const check of [checkHeaders, checkKey, checkScope, checkTime, checkPayload, checkSignature]) {
    const finding = await check(signed)
    if ('mistake' in finding) return { kind: 'stopped', status: 403, passed, failed: finding }
    passed.push(finding)
  }
  return { kind: 'verified', passed }
}

type Check = (signed: Signed) => Failed | Finding<SignatureCheck> | Promise<Failed | Finding<SignatureCheck>>

const signedRequest = {
  check: 'signed request',
  wanted: logSafe`an authorization header of Signature Version 4 that signs host and x-amz-date`,
} as const

function findUnsigned({ headers, rawQuery }: SignedRequest): Failed {
  if (/(?:^|&)X-Amz-Signature=/i.test(rawQuery)) {
    return { ...signedRequest, found: logSafe`a presigned URL`, mistake: 'presigned-url' }
  }
  const found = headers.has('authorization')
    ? logSafe`an authorization header of another kind`
    : logSafe`no authorization header`
  return { ...signedRequest, found, mistake: 'not-signed' }
}

const checkHeaders: Check = ({ request, authorization: { signedHeaders } }) => {
  const required = ['host', 'x-amz-date'].filter((name) => !signedHeaders.includes(name))
  const absent = signedHeaders.filter((name) => !request.headers.has(name))
  if (required.length === 0 && absent.length === 0)
    return { ...signedRequest, found: logSafe`${signedHeaders.length} signed headers` }
  const found =
    required.length > 0
      ? logSafe`no signed ${vouchFor(required.join(' and '))}`
      : logSafe`${absent.length} signed headers that the request does not have`
  return { ...signedRequest, found, mistake: 'headers-not-signed' }
}

const checkKey: Check = ({ request, authorization, options }) => {
  const finding = {
    check: 'access key',
    wanted: logSafe`the key of this run, without a session token`,
  } as const
  if (request.headers.has('x-amz-security-token'))
    return { ...finding, found: logSafe`a session token`, mistake: 'other-access-key' }
  return authorization.accessKeyId === options.key.accessKeyId
    ? { ...finding, found: logSafe`the key of this run` }
    : { ...finding, found: logSafe`another key`, mistake: 'other-access-key' }
}

const checkScope: Check = ({ authorization: { region, service }, options }) => {
  const wanted = logSafe`${vouchFor(options.region)}/execute-api`
  const others = [
    ...(region === options.region ? [] : ['region']),
    ...(service === 'execute-api' ? [] : ['service']),
  ]
  if (others.length === 0) return { check: 'credential scope', found: wanted, wanted }
  const found = logSafe`another ${vouchFor(others.join(' and another '))}`
  return { check: 'credential scope', found, wanted, mistake: 'other-credential-scope' }
}

/** Either way. Source: IAM guide. */
const maxSkewMs = 5 * 60_000

const checkTime: Check = ({ request, authorization, options }) => {
  const finding = { check: 'signing time', wanted: logSafe`at most 5 minutes from now` } as const
  const text = request.headers.get('x-amz-date') ?? ''
  const signedAtMs = readTime(text)
  const mistake = 'signed-at-another-time'
  if (signedAtMs === undefined) return { ...finding, found: logSafe`an x-amz-date that is no time`, mistake }
  if (!text.startsWith(authorization.day)) {
    return { ...finding, found: logSafe`an x-amz-date of another day than the credential scope`, mistake }
  }
  const found = logSafe`signed ${relativeTime(signedAtMs / 1_000, options.nowMs)}`
  return Math.abs(options.nowMs - signedAtMs) > maxSkewMs
    ? { ...finding, found, mistake }
    : { ...finding, found }
}

/** `20261123T124400Z` */
function readTime(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!found) return undefined
  const [, year, month, day, hour, minute, second] = found
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(ms) ? undefined : ms
}

const checkPayload: Check = ({ request: { headers, body } }) => {
  const finding = {
    check: 'payload hash',
    wanted: logSafe`the SHA-256 of the body, or no x-amz-content-sha256`,
  } as const
  const declared = headers.get('x-amz-content-sha256')
  if (declared === undefined) return { ...finding, found: logSafe`none declared` }
  const actual = createHash('sha256').update(body).digest('hex')
  return declared === actual
    ? { ...finding, found: logSafe`that of the body` }
    : { ...finding, found: logSafe`another hash than that of the body`, mistake: 'other-payload' }
}

const checkSignature: Check = async ({ request, authorization, options }) => {
  const { region, service, signedHeaders, signature } = authorization
  const signedAtMs = readTime(request.headers.get('x-amz-date') ?? '') ?? 0
  const expected = await computeSignature(request, {
    key: options.key,
    region,
    service,
    signedHeaders,
    signedAtMs,
  })
  const finding = {
    check: 'signature value',
    wanted: logSafe`the signature of this method, path, query, body and the signed headers`,
  } as const
  return isSame(signature, expected)
    ? { ...finding, found: logSafe`the same signature` }
    : { ...finding, found: logSafe`another signature`, mistake: 'other-signature' }
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
