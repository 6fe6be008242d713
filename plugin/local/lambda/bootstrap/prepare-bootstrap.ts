import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { LocalFunction } from '../../../service/service.ts'
import type { RuntimeCommand } from '../runtime-api/runtime-process.ts'
import { unpackArtifact } from '../unpack-artifact.ts'
import { nameTarget, readTarget, type Target } from './executable.ts'

export interface PrepareBootstrapOptions {
  /** Folder of the service. */
  readonly dir: string
  /** Where artifacts are unpacked. */
  readonly artifactsDir: string
  /** The machine that runs it. @default this one */
  readonly machine?: Target
}

/** The file whose change makes another version of a function: its artifact, or its executable. */
export function bootstrapSource({ artifact, codeDir }: LocalFunction, dir: string): string {
  return artifact ?? join(codeDir ?? dir, 'bootstrap')
}

/**
 * Finds the executable of a function with a runtime of its own: `bootstrap`, in the artifact or in the folder of the service. It runs
 * where it lies, as in Lambda's `/var/task`.
 *
 * @returns a sentence that says what is wrong and what to do, when it cannot run here.
 */
export async function prepareBootstrap(
  localFunction: LocalFunction,
  { dir, artifactsDir, machine = process }: PrepareBootstrapOptions,
): Promise<RuntimeCommand | { readonly problem: string }> {
  const { artifact, runtime } = localFunction
  const codeDir =
    artifact === undefined ? (localFunction.codeDir ?? dir) : await unpackArtifact(artifact, artifactsDir)
  if (typeof codeDir !== 'string') return codeDir
  const place = artifact === undefined ? 'in the folder of the service' : `in ${relative(dir, artifact)}`
  const command = join(codeDir, 'bootstrap')
  if (!(await isFile(command))) {
    return { problem: `There is no bootstrap ${place}, which ${runtime} runs. Build it before the start.` }
  }
  if (!(await isExecutable(command))) {
    return { problem: `bootstrap ${place} is not executable. On AWS it fails too: chmod 755 bootstrap` }
  }
  const target = await readTarget(command)
  if (target && (target.platform !== machine.platform || target.arch !== machine.arch)) {
    return {
      problem:
        `bootstrap ${place} is built for ${nameTarget(target)}, and this machine is ${nameTarget(machine)}. ` +
        'Build it for this machine to run it here.',
    }
  }
  return { command, args: [], dir: codeDir }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
