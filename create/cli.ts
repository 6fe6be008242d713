import { join } from 'node:path'
import { createTerminal } from './ask.ts'
import manifest from './package.json' with { type: 'json' }
import { run } from './run.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())

process.exitCode = await run(process.argv.slice(2), {
  templateDir: join(import.meta.dirname, 'template'),
  cwd: process.cwd(),
  version: manifest.version,
  terminal: createTerminal(process.stdin, process.stdout),
  output: process.stdout,
  errors: process.stderr,
  signal: stop.signal,
})
