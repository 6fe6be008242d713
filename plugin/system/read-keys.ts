import { isInForeground } from './foreground.ts'

/** What the terminal does itself at these keys, until it is told to pass them on. Source: termios(3), VINTR, VQUIT and VSUSP. */
const signals: Readonly<Record<string, NodeJS.Signals>> = {
  '\u0003': 'SIGINT',
  '\u001c': 'SIGQUIT',
  '\u001a': 'SIGTSTP',
}

/**
 * Passes on single keys of a terminal, as they are pressed. Ctrl-C, Ctrl-Z and Ctrl-\ do what they always do, and the terminal is as it was
 * while the process is stopped and once it has ended. Pasted text is no key. Where stdin is no terminal nothing is read.
 *
 * @returns what ends it.
 */
export function readKeys(stdin: NodeJS.ReadStream, onKey: (key: string) => void): () => void {
  if (!stdin.isTTY) return () => {}
  const onData = (data: Buffer) => {
    const text = data.toString()
    const signal = signals[text]
    // As the terminal does: to every process of the group, `npm start` too.
    if (signal) process.kill(process.platform === 'win32' ? process.pid : 0, signal)
    else if (text === '\r') process.stdout.write('\n')
    else if (text.length === 1) onKey(text)
  }
  const begin = () => {
    if (stdin.isRaw || !isInForeground()) return
    stdin.setRawMode(true)
    stdin.on('data', onData).resume()
  }
  const end = () => {
    if (!stdin.isRaw) return
    stdin.off('data', onData).pause()
    stdin.setRawMode(false)
  }
  const suspend = () => {
    end()
    process.kill(process.pid, 'SIGSTOP')
  }
  const isPosix = process.platform !== 'win32'
  if (isPosix) process.on('SIGTSTP', suspend).on('SIGCONT', begin)
  begin()
  return () => {
    if (isPosix) process.off('SIGTSTP', suspend).off('SIGCONT', begin)
    end()
  }
}
