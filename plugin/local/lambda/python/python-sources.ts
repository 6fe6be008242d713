import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const otherFolders: ReadonlySet<string> = new Set(['node_modules', '__pycache__'])

/** True for a folder that holds none of the service's own code: a virtual environment, packages, what tools keep for themselves. */
function isOtherFolder(parent: string, name: string): boolean {
  return otherFolders.has(name) || name.startsWith('.') || existsSync(join(parent, name, 'pyvenv.cfg'))
}

/** Every Python file of a service, absolute. */
async function pythonSources(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => [])
  const found = await Promise.all(
    entries.map(async (entry) => {
      if (entry.isDirectory())
        return isOtherFolder(dir, entry.name) ? [] : pythonSources(join(dir, entry.name))
      return entry.name.endsWith('.py') ? [join(dir, entry.name)] : []
    }),
  )
  return found.flat()
}

/** Whether the service uses the AWS SDK, `boto3`, which Lambda has and which need not be in its requirements. */
export async function mentionsSdk(dir: string): Promise<boolean> {
  for (const file of await pythonSources(dir)) {
    const text = await readFile(file, 'utf8').catch(() => '')
    if (/^\s*(?:import|from)\s+(?:boto3|botocore)\b/m.test(text)) return true
  }
  return false
}
