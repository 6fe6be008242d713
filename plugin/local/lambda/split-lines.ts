import type { Readable } from 'node:stream'

/** Passes a stream on line by line; what stands after the last newline is passed on when the stream ends. */
export function splitLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    // Only the chunk is searched: a line of megabytes comes in hundreds of them.
    const [first = '', ...others] = chunk.split('\n')
    rest += first
    for (const next of others) {
      onLine(rest)
      rest = next
    }
  })
  stream.on('end', () => {
    if (rest !== '') onLine(rest)
  })
}
