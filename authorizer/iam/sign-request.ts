import { computeSignature } from './compute-signature.ts'
import type { AwsKey } from './signed-request.ts'

export interface RequestToSign {
  readonly method: string
  /** As in its `host` header: `localhost:3000`. */
  readonly host: string
  /** Path and query, percent-encoded. */
  readonly target: string
  readonly body: Buffer
}

export interface SignOptions {
  readonly key: AwsKey
  readonly region: string
  /** `execute-api`, `dynamodb`. */
  readonly service: string
  /** Milliseconds since the epoch. */
  readonly nowMs: number
}

/**
 * Signs a request with Signature Version 4, as `curl --aws-sigv4` does: method, target, body, `host` and the time.
 *
 * @returns the headers to send with it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function signRequest(
  { method, host, target, body }: RequestToSign,
  { key, region, service, nowMs }: SignOptions,
): Promise<readonly (readonly [name: string, value: string])[]> {
  const [encodedPath = '', ...query] = target.split('?')
  const time = new Date(nowMs).toISOString().replace(/\.\d+|[:-]/g, '')
  const headers = new Map([
    ['host', host],
    ['x-amz-date', time],
  ])
  const signedHeaders = [...headers.keys()]
  const signature = await computeSignature(
    { method, encodedPath, rawQuery: query.join('?'), headers, body },
    { key, region, service, signedHeaders, signedAtMs: nowMs },
  )
  const scope = `${key.accessKeyId}/${time.slice(0, 8)}/${region}/${service}/aws4_request`
  const members = [
    `Credential=${scope}`,
    `SignedHeaders=${signedHeaders.join(';')}`,
    `Signature=${signature}`,
  ]
  return [
    ['x-amz-date', time],
    ['authorization', `AWS4-HMAC-SHA256 ${members.join(', ')}`],
  ]
}
