import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makePrivateFolder } from '../../local/private-folder.ts'
import { accept } from './accept.ts'
import { deploy, remove } from './deploy.ts'
import { emulatorAccess } from './emulator-access.ts'
import { findEmulator } from './find-emulator.ts'
import { takeInventory } from './inventory.ts'
import { checkLeftovers } from './leftovers.ts'
import type { Rehearsal, RehearseOptions } from './rehearsal.ts'
import { startRehearsalIssuer } from './rehearsal-issuer.ts'
import { type Steps, showSteps } from './steps.ts'

/** Runs something when the rehearsal ends, however it ends; the last one first. */
type AtEnd = (work: () => Promise<void>) => void

/**
 * Deploys the service to an AWS emulator as it would be deployed to AWS, runs the acceptance suite, removes it
 * again, and checks that nothing is left. Nothing here reaches AWS: no credentials of the caller are passed on.
 *
 * @throws {UserError} `ERR_REHEARSAL_FAILED` naming the step, or what an emulator throws that does not start.
 */
export async function rehearse(options: RehearseOptions): Promise<void> {
  const folder = join(options.stateDir, 'rehearsal', options.provider)
  await rm(folder, { recursive: true, force: true })
  await makePrivateFolder(options.stateDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const startedMs = performance.now()
  const ends: (() => Promise<void>)[] = []
  const steps = showSteps({ log: options.log, hint: `Logs: ${folder}` })
  try {
    const rehearsal = await prepare(options, folder, steps, (work) => ends.push(work))
    await perform(rehearsal, steps, (work) => ends.push(work))
  } finally {
    for (const end of ends.reverse()) await end()
  }
  options.log(farewell(options, performance.now() - startedMs))
}

/** Nothing of what was printed on the way is left. */
function farewell({ provider, stage, endpoint }: RehearseOptions, tookMs: number): string {
  const gone = endpoint === undefined ? 'the emulator has ended' : 'the emulator is as it was'
  return [
    `\nThe rehearsal passed in ${(tookMs / 1_000).toFixed(1)} s. The stack is removed and ${gone}: the addresses above no longer work.`,
    `To deploy to AWS: npx serverless deploy --stage ${stage} --param provider=${provider}`,
  ].join('\n')
}

async function prepare(
  options: RehearseOptions,
  folder: string,
  { take }: Steps,
  atEnd: AtEnd,
): Promise<Rehearsal> {
  const { provider, region, scopes, log } = options
  const emulator = await take('Start the AWS emulator', () => findEmulator({ ...options, folder }))
  atEnd(() => emulator.close())
  const access = emulatorAccess(emulator.endpoint, region)
  if (provider === 'cognito') return { options, folder, access, issuer: undefined }
  const issuer = await take('Start the issuer', () => startRehearsalIssuer({ provider, scopes, folder, log }))
  atEnd(() => issuer.close())
  return { options, folder, access, issuer }
}

async function perform(rehearsal: Rehearsal, { take }: Steps, atEnd: AtEnd): Promise<void> {
  const { options, access } = rehearsal
  const before = await takeInventory(access)
  let isThere = true
  // In an emulator of the caller's own, a rehearsal that fails leaves nothing either.
  if (options.endpoint !== undefined)
    atEnd(async () => void (isThere && (await remove(rehearsal, 'at the end'))))
  const stack = await take('Deploy', () => deploy(rehearsal))
  await take('Run the acceptance suite', () => accept(rehearsal, stack))
  await take('Remove', () => remove(rehearsal))
  isThere = false
  await take('Check for leftovers', () => checkLeftovers(rehearsal, stack, before))
}
