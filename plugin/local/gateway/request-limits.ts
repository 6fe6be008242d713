import type { IncomingMessage } from 'node:http'

/** Limit of request line and header values together, bytes. Source: AWS http-api-quotas. */
export const maxHeadBytes = 10_240

/** Limit of the event that Lambda is called with, bytes of JSON. Source: AWS Lambda quotas. */
const maxEventBytes = 6_291_456

/** Whether a request's head is longer than API Gateway accepts. Node gives one character a byte here. */
export function isHeadTooLong({ method = '', url = '', rawHeaders }: IncomingMessage): boolean {
  let bytes = method.length + 1 + url.length + ' HTTP/1.1'.length
  for (let index = 1; index < rawHeaders.length; index += 2) bytes += rawHeaders[index]?.length ?? 0
  return bytes > maxHeadBytes
}

/** Whether an event is longer than Lambda accepts. */
export function isEventTooLong(event: object, body: Buffer): boolean {
  // JSON makes at most six bytes of one, and the rest of an event is bounded by the head's limit.
  const isSurelyShort = body.length * 6 < maxEventBytes / 2
  return !isSurelyShort && Buffer.byteLength(JSON.stringify(event)) > maxEventBytes
}
