/**
 * Runs the tests of this folder on the packages as users install them.
 *
 *   npm run test:packages [-- ARGUMENTS OF JEST]
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { projectDir } from '../../build/build.ts'
import { installPackages } from './install.ts'

const folder = await installPackages()
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
const jest = [
  join(projectDir, 'node_modules', 'jest', 'bin', 'jest.js'),
  '--selectProjects',
  'packages',
  'services',
]
const limits = ['--testTimeout', '120000', '--maxWorkers', '1', '--maxConcurrency', '2']

try {
  const child = spawn(process.execPath, [...flags, ...jest, ...limits, ...process.argv.slice(2)], {
    cwd: projectDir,
    env: { ...process.env, CLAIMCHECK_PACKAGES: folder },
    stdio: 'inherit',
  })
  const [code] = await once(child, 'close')
  process.exitCode = code ?? 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
