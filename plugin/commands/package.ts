import type { Command, CommandContext } from '../command.ts'

/** What is added to `serverless package`, which is Serverless's own: bundles, and the overlay of a rehearsal. */
export const packageCommand = {
  hooks: (context) => ({
    'before:package:createDeploymentArtifacts': () => bundle(context),
    // `serverless deploy function` packages a single function.
    'before:package:function:package': () => bundle(context),
    'before:aws:package:finalize:saveServiceState': () => overlay(context),
  }),
} as const satisfies Command

async function bundle({ serverless }: CommandContext): Promise<void> {
  const { packageFunctions } = await import('../deploy/package/package-functions.ts')
  await packageFunctions(serverless)
}

/** Only in a deploy that `serverless rehearse` runs. */
async function overlay({ serverless }: CommandContext): Promise<void> {
  if (process.env.CLAIMCHECK_REHEARSAL === undefined) return
  const { applyOverlay } = await import('../deploy/rehearse/overlay.ts')
  applyOverlay(serverless, process.env)
}
