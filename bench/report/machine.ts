import { readFile } from 'node:fs/promises'
import { cpus, release, totalmem, type } from 'node:os'
import { join } from 'node:path'

/** The machine and the versions that figures were measured with. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  /** By package. */
  readonly versions: Readonly<Record<string, string>>
}

export async function describeMachine(projectDir: string): Promise<Machine> {
  const [own, peers] = await Promise.all(
    ['package.json', 'bench/package.json'].map(async (file) =>
      JSON.parse(await readFile(join(projectDir, file), 'utf8')),
    ),
  )
  const processors = cpus()
  return {
    cpu: processors[0]?.model.trim() || 'unknown processor',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    versions: { [own.name]: own.version, zod: own.devDependencies.zod, ...peers.dependencies },
  }
}
