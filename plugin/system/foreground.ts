import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Whether this process may read its terminal. One in the background (`npm start &`) is stopped by the system when it does.
 * Source: POSIX, "Terminal Access Control".
 */
export function isInForeground(): boolean {
  try {
    const [group, foreground] = process.platform === 'linux' ? groupsByProc() : groupsByPs()
    return group === foreground
  } catch {
    // Windows has no process groups, and neither has a machine without ps(1) many users.
    return true
  }
}

/** Source: proc_pid_stat(5): pid (comm) state ppid pgrp session tty_nr tpgid. */
function groupsByProc(): readonly (string | undefined)[] {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return [group, foreground]
}

function groupsByPs(): readonly string[] {
  const words = ['-o', 'pgid=', '-o', 'tpgid=', '-p', `${process.pid}`]
  return execFileSync('ps', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .trim()
    .split(/\s+/)
}
