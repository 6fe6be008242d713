import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Whether the nearest package.json makes the `.js` files of a folder ES modules, as Node and the TypeScript compiler decide. */
export function isModuleFolder(folder: string): boolean {
  if (basename(folder) === 'node_modules') return false
  const file = join(folder, 'package.json')
  if (existsSync(file)) return readType(file) === 'module'
  return dirname(folder) !== folder && isModuleFolder(dirname(folder))
}

function readType(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))?.type
  } catch {
    return undefined
  }
}
