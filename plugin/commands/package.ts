import type { Command, CommandContext } from '../command.ts'

/**
 * What is added to `serverless package`, which is Serverless's own. Neither functions nor settings are touched, unless the service asks
 * for bundles (`custom.claimcheck.bundle`).
 */
export const packageCommand = {
  hooks: (context) => ({
    'before:package:createDeploymentArtifacts': () => prepare(context),
    // `serverless deploy function` packages a single function.
    'before:package:function:package': () => prepare(context),
    // By then every packager has put its zips where they stay.
    'before:package:compileFunctions': () => check(context),
    'before:deploy:function:deploy': () => check(context),
    'before:aws:package:finalize:saveServiceState': () => overlay(context),
  }),
} as const satisfies Command

async function prepare({ serverless }: CommandContext): Promise<void> {
  const [{ keepStateOut }, { readBundleSettings }] = await Promise.all([
    import('../deploy/package/keep-state-out.ts'),
    import('../handlers/bundle-settings.ts'),
  ])
  keepStateOut(serverless)
  const settings = readBundleSettings(serverless.service.custom)
  if (settings === undefined) return
  const { packageFunctions } = await import('../deploy/package/package-functions.ts')
  await packageFunctions(serverless, settings)
}

async function check({ serverless }: CommandContext): Promise<void> {
  const { checkCompiled } = await import('../deploy/package/check-compiled.ts')
  await checkCompiled(serverless)
}

/** Only in a deploy that `serverless rehearse` runs. */
async function overlay({ serverless }: CommandContext): Promise<void> {
  if (process.env.CLAIMCHECK_REHEARSAL === undefined) return
  const { applyOverlay } = await import('../deploy/rehearse/overlay.ts')
  applyOverlay(serverless, process.env)
}
