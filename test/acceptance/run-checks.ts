import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { type EventData, run } from 'node:test'
import { junit } from 'node:test/reporters'
import { formatRow, type Row, rowOf } from './table.ts'

const folder = join(import.meta.dirname, 'checks')

export interface RunChecksOptions {
  /** Where the JUnit XML goes, if anywhere. */
  readonly junitFile: string | undefined
  readonly log: (line: string) => void
}

/** Runs every file of `checks/` in this process, one check after the other, and shows each row as it ends. */
export async function runChecks({ junitFile, log }: RunChecksOptions): Promise<Row[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).toSorted()
  const stream = run({
    files: names.map((name) => join(folder, name)),
    isolation: 'none',
    concurrency: false,
  })
  const rows: Row[] = []
  const show = (event: EventData.TestPass | EventData.TestFail) => {
    const row = rowOf(event)
    if (!row) return
    rows.push(row)
    log(formatRow(row))
  }
  stream.on('test:start', ({ nesting, name }) => {
    if (nesting === 0) log(`\n${name}`)
  })
  stream.on('test:pass', show)
  stream.on('test:fail', show)
  stream.on('test:diagnostic', ({ message, nesting }) => {
    if (nesting > 0) log(`               ${message}`)
  })
  const written = junitFile === undefined ? undefined : writeJunit(stream.compose(junit), junitFile)
  await Promise.all([once(stream.pipe(new PassThrough({ objectMode: true })).resume(), 'end'), written])
  return rows
}

async function writeJunit(xml: NodeJS.ReadableStream, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await once(xml.pipe(createWriteStream(file)), 'finish')
}
