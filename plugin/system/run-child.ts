import { execa } from 'execa'

export interface RunChildOptions {
  readonly dir: string
  /** The child's whole environment; nothing of this process's is added. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Ends the child, and the call with the signal's reason. */
  readonly signal: AbortSignal
  /** Keep its output in place of showing it. @default false */
  readonly quiet?: boolean
}

export interface ChildEnd {
  /** Null if a signal ended it. */
  readonly code: number | null
  /** Everything it wrote, if `quiet`. */
  readonly output: string
}

/**
 * Runs one command to its end, in a process group of its own: Ctrl-C reaches it through `signal` only, and so only once.
 *
 * @throws `ENOENT` for a program that does not exist.
 */
export async function runChild(
  command: string,
  args: readonly string[],
  { dir, env, signal, quiet = false }: RunChildOptions,
): Promise<ChildEnd> {
  signal.throwIfAborted()
  const output = quiet ? 'pipe' : 'inherit'
  const end = await execa(command, args, {
    cwd: dir,
    env: { ...env },
    extendEnv: false,
    detached: true,
    cancelSignal: signal,
    reject: false,
    stdin: 'ignore',
    stdout: output,
    stderr: output,
    all: true,
    stripFinalNewline: false,
  })
  signal.throwIfAborted()
  if (end.code !== undefined) throw end
  return { code: end.exitCode ?? null, output: end.all ?? '' }
}
