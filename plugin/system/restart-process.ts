import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/**
 * Starts this program again with the same command line, in this process's place: same id, same terminal, so that npm and the shell notice
 * nothing. Call it last, when the process ends.
 *
 * @param dropped switches that are for the first start only.
 * @param env for the new start: `withoutEnvFiles`.
 */
export function restartProcess(dropped: ReadonlySet<string>, env: NodeJS.ProcessEnv): void {
  const args = [...process.execArgv, ...process.argv.slice(1).filter((word) => !dropped.has(word))]
  if (process.execve) process.execve(process.execPath, [process.execPath, ...args], env)
  // Windows cannot replace a process: this one waits.
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit', env }).status ?? 1
}

/**
 * The environment as it was before Serverless read the `.env` files of the folder: it does not replace what is set, so a changed file would
 * have no effect. Called at the start, while the files are as they were read.
 */
export function withoutEnvFiles(env: NodeJS.ProcessEnv, dir: string): NodeJS.ProcessEnv {
  const entries = readdirSync(dir)
    .filter((name) => /^\.env(\.|$)/.test(name) && !isTemplate.test(name))
    .flatMap((name) => Object.entries(parseEnv(readIfFile(join(dir, name)))))
  // A value with a variable in it has been filled in.
  const own = new Set(
    entries.filter(([name, value]) => value === env[name] || value?.includes('$')).map(([name]) => name),
  )
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.has(name)))
}

/** `.env.example` is for people to copy: nothing reads it. */
const isTemplate = /\.(example|sample|template)$/

/** Empty for anything else, such as a Python environment named `.env`, and for what nobody here may read. */
function readIfFile(path: string): string {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : ''
  } catch {
    return ''
  }
}
