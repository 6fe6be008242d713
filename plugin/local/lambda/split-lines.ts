import type { Readable } from 'node:stream'

/**
 * CloudWatch's limit for a log event, bytes of UTF-8. Source: Amazon CloudWatch Logs quotas, "Event size".
 */
export const maxLogLineBytes = 262_144

/**
 * Passes a stream on line by line; what comes after the last newline is passed on when the stream ends.
 *
 * @param maxLength of a line longer than this, at most one chunk (64 kB) more than this is kept, and the rest is dropped while it
 * comes. In UTF-16 units, of which a text never has more than bytes. @default no limit
 */
export function splitLines(
  stream: Readable,
  onLine: (line: string) => void,
  maxLength = Number.POSITIVE_INFINITY,
): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    // Only the chunk is searched: a line of megabytes comes in hundreds of them.
    const [first = '', ...others] = chunk.split('\n')
    if (rest.length <= maxLength) rest += first
    for (const next of others) {
      onLine(rest)
      rest = next
    }
  })
  stream.on('end', () => {
    if (rest !== '') onLine(rest)
  })
}

/** A line of the log as CloudWatch would keep it; a cut one says so. */
export function cutLogLine(line: string): string {
  // No UTF-16 unit takes more than three bytes of UTF-8: short lines need no count.
  if (line.length * 3 <= maxLogLineBytes || Buffer.byteLength(line) <= maxLogLineBytes) return line
  const bytes = Buffer.from(line).subarray(0, maxLogLineBytes)
  // A stream leaves out a character of which only a part is there.
  return `${new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true })} ... (cut at 256 kB)`
}
