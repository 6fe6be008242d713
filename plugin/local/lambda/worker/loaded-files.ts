import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LoadedFile } from '../worker-messages.ts'

/** What this process has loaded and not reported yet, so that the local run can watch it. Packages do not change. */
const files: LoadedFile[] = []
const known = new Set<string>()
let last: string | undefined

export function noteLoaded(url: string): void {
  if (!url.startsWith('file:')) return
  last = fileURLToPath(url)
  if (!url.includes('/node_modules/')) note(last)
}

/** Packages included. */
export function lastLoadedFile(): string | undefined {
  return last
}

/** A file that a source asks for: once it is there, loading may succeed. */
export function noteMissing(url: URL): void {
  const path = fileURLToPath(url)
  for (const ending of ['', '.js', '.json', '.mjs', '.cjs', '/index.js']) note(path + ending)
}

function note(path: string): void {
  if (known.has(path)) return
  known.add(path)
  files.push({ path, changedMs: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null })
}

export function takeLoadedFiles(): LoadedFile[] {
  return files.splice(0)
}
