/** Lambda's limit for a synchronous response, in bytes of JSON. Source: AWS Lambda quotas. */
export const maxResponseBytes = 6_291_556

/** @param text JSON, of which a part is enough if that is already too long. */
export function isTooLong(text: string): boolean {
  // No UTF-16 unit takes more than three bytes of UTF-8: short texts need no count.
  return text.length * 3 > maxResponseBytes && Buffer.byteLength(text) > maxResponseBytes
}

/** No more of a response than shows that it is too long: the rest need not go to the local run. */
export function cutResponse(text: string): string {
  return text.length > maxResponseBytes ? text.slice(0, maxResponseBytes + 1) : text
}
