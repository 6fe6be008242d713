import { join } from 'node:path'
import { isBootstrapRuntime } from '../handlers/other-runtimes.ts'
import type { DeclaredFunction } from '../service/read-functions.ts'
import type { DeclaredService } from '../service/read-service.ts'
import { unpackArtifact } from './lambda/unpack-artifact.ts'

/**
 * Unpacks the code of a packaged service, so that its functions run from folders. One whose zip cannot be unpacked is not
 * served. Executables are left alone: they are unpacked where they are started.
 */
export async function unpackFunctions(declared: DeclaredService, stateDir: string): Promise<DeclaredService> {
  const folder = join(stateDir, 'packages')
  return { ...declared, functions: await Promise.all(declared.functions.map((each) => unpack(each, folder))) }
}

async function unpack(declared: DeclaredFunction, folder: string): Promise<DeclaredFunction> {
  const { artifact, ...others } = declared
  if (artifact === undefined || isBootstrapRuntime(declared.runtime)) return declared
  const unpacked = await unpackArtifact(artifact, folder)
  if (typeof unpacked === 'string') return { ...others, codeDir: unpacked }
  const notServed = {
    name: `function ${declared.key}`,
    reason: 'its code cannot be unpacked',
    remedy: unpacked.problem,
  }
  return { ...others, notServed }
}
