import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const tsc = join(import.meta.dirname, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc')

/** Compiles the project of a folder's tsconfig.json. @returns what the compiler printed: nothing if all is well */
export async function compile(folder: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(
    (error: Error & { readonly stdout: string; readonly stderr: string }) => error,
  )
  return `${stdout}${stderr}`
}

/** Compiles the snippets in a folder two levels below the repository, with its settings. @returns as `compile` */
export async function compileSnippets(folder: string): Promise<string> {
  const settings = '{"extends":"../../tsconfig.json","include":["*.ts"],"exclude":[]}'
  await writeFile(join(folder, 'tsconfig.json'), settings)
  return compile(folder)
}
