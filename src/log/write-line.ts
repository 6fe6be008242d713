/** Receives one finished log line, without its line end. */
export type LineWriter = (line: string) => void

/** What a log record may hold: no foreign object, since that could contain anything. */
type LogValue = string | number | undefined | readonly string[] | LogRecord
export interface LogRecord {
  readonly [name: string]: LogValue
}

/** Writes `record` as one line of JSON; members that are `undefined` are left out. */
export function writeRecord(write: LineWriter, record: LogRecord): void {
  write(JSON.stringify(record))
}

/** Writes to stdout, which Lambda sends to CloudWatch. The first `console.log` would cost a cold function 2 ms. */
export function writeToStdout(line: string): void {
  process.stdout.write(`${line}\n`)
}
