import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface RunChildOptions {
  readonly dir: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Ends the child, and the call with the signal's reason. */
  readonly signal: AbortSignal
  /** Where the child's words go; by default to this process's own output. */
  readonly quiet?: boolean
}

export interface ChildEnd {
  readonly code: number | null
  /** What it wrote, if `quiet`. */
  readonly output: string
}

/** Runs one command to its end. In a process group of its own: Ctrl-C is passed on by `signal`, and only once. */
export async function runChild(
  command: string,
  args: readonly string[],
  { dir, env, signal, quiet = false }: RunChildOptions,
): Promise<ChildEnd> {
  signal.throwIfAborted()
  const child = spawn(command, args, {
    cwd: dir,
    env,
    detached: true,
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text))
  }
  const stop = () => child.kill('SIGTERM')
  signal.addEventListener('abort', stop, { once: true })
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    signal.throwIfAborted()
    return { code, output: output.join('') }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
