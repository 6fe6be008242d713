import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compileWorker } from '../../handlers/compile-worker.ts'

/** Where this process keeps its bundles while it runs. */
export interface RunFolder {
  readonly dir: string
  /** The compiled code of an instance. */
  readonly workerFile: string
  remove(): Promise<void>
}

/**
 * Makes `<outDir>/run-<pid>-<n>`, with the worker's code, and clears away what runs that were killed have left beside it.
 */
export async function createRunFolder(outDir: string): Promise<RunFolder> {
  await removeLeftovers(outDir)
  const dir = join(outDir, `run-${process.pid}-${nextNumber()}`)
  await mkdir(dir, { recursive: true })
  const workerFile = join(dir, 'worker.cjs')
  await writeFile(workerFile, await compileWorker(new URL('./worker/main.ts', import.meta.url)))
  return { dir, workerFile, remove: () => rm(dir, { recursive: true, force: true }) }
}

let lastNumber = 0

function nextNumber(): number {
  lastNumber += 1
  return lastNumber
}

async function removeLeftovers(outDir: string): Promise<void> {
  const names = await readdir(outDir).catch(() => [])
  const dead = names.filter((name) => isOfEndedProcess(name))
  await Promise.all(dead.map((name) => rm(join(outDir, name), { recursive: true, force: true })))
}

function isOfEndedProcess(name: string): boolean {
  const pid = /^run-(\d+)-\d+$/.exec(name)?.[1]
  return pid !== undefined && !isRunning(Number(pid))
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && Reflect.get(error, 'code') === 'EPERM'
  }
}
