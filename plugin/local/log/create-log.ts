import { createPaint, wipeProgress } from '../../system/terminal.ts'
import { jsonLine } from './json-line.ts'
import type { Log } from './log.ts'
import { prettyLine } from './pretty-line.ts'

/** `pretty` for people, `json` for programs. */
export type LogFormat = 'pretty' | 'json'

/** The form that suits the stream, unless one was chosen. */
export function chooseLogFormat(
  chosen: LogFormat | undefined,
  stream: { readonly isTTY?: boolean },
): LogFormat {
  return chosen ?? (stream.isTTY ? 'pretty' : 'json')
}

/** The log of a run, line by line to a stream. Colours on a terminal only. */
export function createLog(format: LogFormat, stream: NodeJS.WriteStream, now = Date.now): Log {
  if (format === 'json') return (line, entry) => void stream.write(`${jsonLine(line, entry, now())}\n`)
  const paint = createPaint(stream)
  return (line, entry) => {
    wipeProgress()
    stream.write(`${prettyLine(line, entry, paint)}\n`)
  }
}
