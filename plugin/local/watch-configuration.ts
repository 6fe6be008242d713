import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

export interface WatchConfigurationOptions {
  /** Absolute path of serverless.yml, or of a template. */
  readonly file: string
  /** Serverless reads `.env.STAGE` instead of `.env` where there is one. */
  readonly stage: string
  /** How to apply a change: `restart to apply it`. */
  readonly apply: string
  readonly log: (line: string) => void
  /** How often the files are looked at, milliseconds. @default 1000 */
  readonly everyMs?: number
}

/**
 * Says when the file that declares the service changes while it runs, or a file that it includes by `${file(...)}`, or
 * `.env`, or the stage's: routes and environments are read at the start only.
 *
 * @returns what ends it.
 */
export function watchConfiguration({
  file,
  stage,
  apply,
  log,
  everyMs = 1000,
}: WatchConfigurationOptions): () => void {
  const files = [...findIncluded(file), ...['.env', `.env.${stage}`].map((name) => join(dirname(file), name))]
  const contents = new Map(files.map((each) => [each, read(each)]))
  const watched = files.map((each) => {
    const look = () => {
      const content = read(each)
      // An editor empties a file before it writes it; a saved file without a change says nothing.
      if (content === '' || content === contents.get(each)) return
      contents.set(each, content)
      log(`${basename(each)} changed: ${apply}.`)
    }
    // By looking, not by events: editors replace files, and these are few. It does not keep the process alive.
    watchFile(each, { interval: everyMs, persistent: false }, look)
    return () => unwatchFile(each, look)
  })
  return () => {
    for (const end of watched) end()
  }
}

/** The file itself, and those it includes, however deep. A name with a variable inside is passed over. */
function findIncluded(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found
  found.add(file)
  for (const [, name = ''] of read(file).matchAll(/\$\{file\(([^)${}]+)\)/g)) {
    findIncluded(resolve(dirname(file), name.trim()), found)
  }
  return found
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
