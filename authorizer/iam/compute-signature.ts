import { createHash, createHmac } from 'node:crypto'
import { parseQuery } from '../identity-source.ts'
import type { AwsKey, SignedRequest } from './signed-request.ts'

export interface ComputeOptions {
  readonly key: AwsKey
  readonly region: string
  readonly service: string
  /** Lower-case names. */
  readonly signedHeaders: readonly string[]
  readonly signedAtMs: number
}

/** The signature that a request should have, computed by the signer of the AWS SDK from the request as it came. */
export async function computeSignature(request: SignedRequest, options: ComputeOptions): Promise<string> {
  const { key, region, service, signedHeaders, signedAtMs } = options
  // Only what is signed, or checked, loads the signer.
  const { SignatureV4 } = await import('@smithy/signature-v4')
  const signer = new SignatureV4({ credentials: key, region, service, sha256: Sha256, applyChecksum: false })
  const names = new Set(signedHeaders)
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: '',
      path: request.encodedPath,
      query: groupQuery(request.rawQuery),
      headers: Object.fromEntries([...request.headers].filter(([name]) => names.has(name))),
      body: request.body,
    },
    // Without the set the signer would leave out some that it never signs itself, such as user-agent.
    { signingDate: new Date(signedAtMs), signableHeaders: names },
  )
  return /Signature=([\da-f]{64})$/.exec(signed.headers.authorization ?? '')?.[1] ?? ''
}

function groupQuery(rawQuery: string): Record<string, string[]> {
  const query = parseQuery(rawQuery)
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]))
}

type Bytes = Parameters<typeof Buffer.from>[0] | string | ArrayBuffer | ArrayBufferView

/** Node's own SHA-256, and HMAC with it, in the form that the signer takes. */
class Sha256 {
  #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>

  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', toBuffer(secret))
  }

  update(data: Bytes): void {
    this.#hash.update(toBuffer(data))
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {
    throw new Error('a digest is made once')
  }
}

function toBuffer(data: Bytes): Buffer {
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return typeof data === 'string' ? Buffer.from(data) : Buffer.from(data as ArrayBuffer)
}
