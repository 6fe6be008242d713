import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const projectDir = join(import.meta.dirname, '..', '..')

/** The acceptance suite as a person runs it: a process of its own, without colours. */
export async function runAccept(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; output: string }> {
  const suite = join(projectDir, 'test', 'acceptance', 'accept.ts')
  const node = join(projectDir, 'node_modules', '.bin', 'node')
  const child = spawn(node, [suite, ...args], {
    cwd: projectDir,
    env: { PATH: process.env.PATH, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}
