import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** The environment variable by which `serverless-claimcheck/testing` names the folder of a run that it starts. */
export const testRunVariable = 'CLAIMCHECK_TEST_RUN'

/** How such a folder's name starts: no other folder is ever deleted. */
export const testRunPrefix = 'claimcheck-test-'

/**
 * A run that a test started. It has a folder of its own, it says in there when it is up, and it ends with the test's process, however
 * that ends: the test holds its stdin open.
 */
export interface TestRun {
  /** Resolves when the test has closed stdin, or has ended. */
  readonly ended: Promise<void>
  sayReady(): Promise<void>
  removeFolder(): Promise<void>
}

/** Undefined for a run that a person started. */
export function findTestRun(env: NodeJS.ProcessEnv = process.env): TestRun | undefined {
  const folder = env[testRunVariable]
  if (!folder || !basename(folder).startsWith(testRunPrefix)) return undefined
  process.stdin.resume()
  // When the test's process ends, nobody reads these any more: what is written then must not end the clean-up.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return {
    ended: once(process.stdin, 'end').then(
      () => {},
      () => {},
    ),
    sayReady: () => writeFile(readyFile(folder), ''),
    removeFolder: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Whether the run of that folder has said that it is up. */
export function isReady(folder: string): boolean {
  return existsSync(readyFile(folder))
}

function readyFile(folder: string): string {
  return join(folder, 'ready')
}
