import aws4 from 'aws4'
import type { CaseRequest } from './case-shape.ts'

/** AWS credentials of a caller. */
export interface AwsKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** What signed requests are signed with, and what our gateway accepts: credentials of the environment only if they are meant for this. */
export const awsKey: AwsKey = {
  accessKeyId: process.env.CONFORMANCE_AWS_ACCESS_KEY_ID ?? 'test',
  secretAccessKey: process.env.CONFORMANCE_AWS_SECRET_ACCESS_KEY ?? 'test',
}

/** Signs a request as its recipe says (Signature Version 4). */
export function signRequest({ signed, ...request }: CaseRequest, host: string): CaseRequest {
  if (!signed) return request
  const { method = 'GET', path, headers = [], body } = request
  const { key, secret, service = 'execute-api', region, minutesAgo = 0 } = signed
  const { headers: added = {} } = aws4.sign(
    {
      host: signed.host ?? host,
      method,
      path,
      service,
      region: region ?? process.env.AWS_REGION ?? 'us-east-1',
      headers: { ...Object.fromEntries(headers), 'x-amz-date': amzDate(Date.now() - minutesAgo * 60_000) },
      ...(typeof body === 'string' && { body }),
    },
    {
      accessKeyId: key ?? awsKey.accessKeyId,
      secretAccessKey: secret ?? awsKey.secretAccessKey,
    },
  )
  // The sender writes these itself.
  const lines = Object.entries(added).filter(([name]) => !/^(host|content-length)$/i.test(name))
  return { ...request, headers: lines.map(([name, value]) => [name.toLowerCase(), String(value)]) }
}

/** `20261123T124400Z` */
function amzDate(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '')
}
