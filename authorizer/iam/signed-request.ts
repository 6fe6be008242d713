/** AWS credentials without a session. */
export interface AwsKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** A request as it came. */
export interface SignedRequest {
  readonly method: string
  /** Percent-encoded, as sent. */
  readonly encodedPath: string
  readonly rawQuery: string
  /** By lower-case name; several lines joined by `,`. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
}

/** The `authorization` header of a request that is signed with Signature Version 4. */
export interface SignedAuthorization {
  readonly accessKeyId: string
  /** `20261123` */
  readonly day: string
  readonly region: string
  readonly service: string
  /** Lower-case names. */
  readonly signedHeaders: readonly string[]
  /** Hexadecimal. */
  readonly signature: string
}

/**
 * Reads `AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...`, its members in any order.
 *
 * @returns undefined for anything else.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function parseAuthorization(value: string): SignedAuthorization | undefined {
  const text = /^AWS4-HMAC-SHA256 +(.+)$/.exec(value)?.[1]
  if (text === undefined) return undefined
  const written = text.split(',').map((member) => splitMember(member.trim()))
  const members = new Map(written)
  const [accessKeyId, day, region, service, end, ...others] = members.get('Credential')?.split('/') ?? []
  const signedHeaders = members.get('SignedHeaders')?.toLowerCase().split(';') ?? []
  const signature = members.get('Signature') ?? ''
  if (!accessKeyId || !day || !region || !service || end !== 'aws4_request' || others.length > 0)
    return undefined
  if (written.length !== 3 || members.size !== 3 || !/^[\da-f]{64}$/.test(signature)) return undefined
  return { accessKeyId, day, region, service, signedHeaders, signature }
}

function splitMember(member: string): readonly [name: string, value: string] {
  const at = member.indexOf('=')
  return [member.slice(0, at), member.slice(at + 1)]
}
