import { execFile } from 'node:child_process'
import { chmod, cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { zipSync } from 'fflate'
import { matrix } from './matrix.ts'

const run = promisify(execFile)
const isSource = (path: string) =>
  !path.endsWith('.ts') || path.slice(import.meta.dirname.length).includes('/', 1)

/** Lays the services of the matrix out in `folder`, each with what it depends on and what its owner builds before a start. */
export async function installServices(folder: string): Promise<void> {
  await cp(import.meta.dirname, folder, { recursive: true, filter: isSource })
  for (const { folder: name, dependencies } of matrix)
    if (dependencies) await installDependencies(join(folder, name), dependencies)
  await buildGo(join(folder, 'go-bootstrap'))
}

async function installDependencies(dir: string, dependencies: readonly string[]): Promise<void> {
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--legacy-peer-deps']
  await run('npm', ['install', ...flags, ...dependencies], { cwd: dir })
}

/** An archive as `go build` and `zip` make it. */
async function buildGo(dir: string): Promise<void> {
  const env = { ...process.env, CGO_ENABLED: '0' }
  await run('go', ['build', '-ldflags=-s -w', '-o', 'bootstrap', 'main.go'], { cwd: dir, env })
  await chmod(join(dir, 'bootstrap'), 0o755)
  const bootstrap = new Uint8Array(await readFile(join(dir, 'bootstrap')))
  const executable = { os: 3, attrs: 0o100755 << 16 } as const
  await writeFile(join(dir, 'hello.zip'), zipSync({ bootstrap: [bootstrap, executable] }))
}
