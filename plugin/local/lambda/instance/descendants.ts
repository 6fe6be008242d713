import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

/**
 * The processes below one, whatever group or session they are in. Only while it runs: the children of one that has ended become
 * init's. Linux only, elsewhere none.
 */
export function descendantsOf(pid: number): number[] {
  const childrenOf = Map.groupBy(runningPids(), readParent)
  const found: number[] = []
  const remaining = [pid]
  for (let next = remaining.pop(); next !== undefined; next = remaining.pop()) {
    const children = childrenOf.get(next) ?? []
    found.push(...children)
    remaining.push(...children)
  }
  return found
}

/** The processes that were started with a text in their environment. Linux only, elsewhere none. */
export async function processesMarked(mark: string): Promise<number[]> {
  const marked = await Promise.all(
    runningPids().map(async (pid) => {
      // Rejects for a process that has just ended, or is another user's.
      const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')
      return environment.includes(mark) ? [pid] : []
    }),
  )
  return marked.flat()
}

function runningPids(): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').map(Number).filter(Number.isInteger)
}

function readParent(pid: number): number {
  try {
    // The name, in parentheses, can hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ')
    return Number(fields[1])
  } catch {
    return 0
  }
}
