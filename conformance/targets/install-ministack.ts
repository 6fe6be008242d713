import { execFile } from 'node:child_process'
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { UserError } from '../../plugin/user-error.ts'

const run = promisify(execFile)

/** The version that docs/reference/conformance.md was written with. */
export const ministackVersion = '1.5.33'

/** Without it MiniStack takes every signature for a wrong one. */
const cryptographyVersion = '50.0.2'

/**
 * MiniStack in a virtual environment of its own, installed once.
 *
 * @returns the absolute path of its command.
 * @throws {UserError} `ERR_TARGET_FAILED` without Python 3.10 or newer, or when pip fails.
 */
export async function installMiniStack(projectDir: string, signal: AbortSignal): Promise<string> {
  const folder = join(projectDir, '.claimcheck', 'peers', `ministack-${ministackVersion}`)
  const complete = join(folder, 'complete')
  const command = join(folder, 'bin', 'ministack')
  if (await exists(complete)) return command
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const packages = [`ministack==${ministackVersion}`, `cryptography==${cryptographyVersion}`]
  try {
    await run('python3', ['-m', 'venv', folder], { signal })
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', ...packages], { signal })
  } catch (error) {
    signal.throwIfAborted()
    const why = error instanceof Error ? error.message : String(error)
    throw new UserError(
      'ERR_TARGET_FAILED',
      `MiniStack cannot be installed; it needs python3 (3.10 or newer): ${why}`,
    )
  }
  await writeFile(complete, '')
  return command
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
