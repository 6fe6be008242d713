import { type DeployedStack, readStack } from '../stack/stack.ts'
import { type AccountResource, addedSince, takeInventory } from './inventory.ts'
import type { Rehearsal } from './rehearsal.ts'

/** Fails when the removed stack is still there, or has left anything but what its template says is kept. */
export async function checkLeftovers(
  { options, access }: Rehearsal,
  stack: DeployedStack,
  before: readonly AccountResource[],
): Promise<void> {
  if (await readStack(access, options.stackName))
    throw new Error(`the stack ${options.stackName} still exists.`)
  const { kept, orphans } = sortLeftovers(addedSince(before, await takeInventory(access)), stack)
  for (const { type, name } of kept) options.log(`   kept, as the template says: ${name} (${type})`)
  if (orphans.length === 0) return options.log(kept.length === 0 ? '   nothing' : '   nothing else')
  const names = orphans.map(({ type, name }) => `${name} (${type})`)
  throw new Error(`serverless remove left behind: ${names.join(', ')}.`)
}

/** A resource of a type that the template retains is meant to stay; any other is a leftover. */
export function sortLeftovers(
  left: readonly AccountResource[],
  { retainedTypes }: Pick<DeployedStack, 'retainedTypes'>,
): { readonly kept: AccountResource[]; readonly orphans: AccountResource[] } {
  return {
    kept: left.filter(({ type }) => retainedTypes.includes(type)),
    orphans: left.filter(({ type }) => !retainedTypes.includes(type)),
  }
}
