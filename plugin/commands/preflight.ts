import type { Command, CommandContext } from '../command.ts'
import type { DomainSettings } from '../deploy/preflight/check-domain.ts'
import type { PreflightResult } from '../deploy/preflight/preflight-result.ts'
import { UserError } from '../user-error.ts'
import { deployedProviders } from './provider.ts'

/** `serverless preflight`. */
export const preflight = {
  definition: {
    usage: 'Check issuer, audience, guards and scopes as AWS would, before a deploy',
    lifecycleEvents: ['check'],
  },
  hooks: (context) => ({ 'preflight:check': () => runPreflight(context, process.stdout) }),
} as const satisfies Command

/**
 * Checks the service before a deploy and prints the findings to `stream`.
 *
 * @throws {UserError} `ERR_PREFLIGHT_FAILED` when there are errors.
 */
export async function runPreflight(context: CommandContext, stream: NodeJS.WriteStream): Promise<void> {
  const { serverless, usesConfig } = context
  const [{ parametersOf }, { checkDomain }, { formatReport }, checks, { readDeployment }, { readParams }] =
    await Promise.all([
      import('../../providers/check-parameters.ts'),
      import('../deploy/preflight/check-domain.ts'),
      import('../deploy/preflight/format-report.ts'),
      import('../deploy/preflight/preflight.ts'),
      import('../deploy/preflight/read-deployment.ts'),
      import('../service/params.ts'),
    ])
  // A service without claimcheck's config/ may have parameters of the same names, which mean something else.
  const params = usesConfig ? readParams(serverless) : new Map<string, string>()
  const providers = await deployedProviders(context)
  const aws = serverless.getProvider('aws')
  const [stage, region] = [aws.getStage(), aws.getRegion()]
  const found = await checks.preflight({
    deployment: readDeployment(serverless),
    parameters: parametersOf(providers[0] ?? 'cognito', params),
    read: usesConfig ? (name) => params.get(name) ?? process.env[name] : undefined,
  })
  const results = [...found, ...checkDomain(domainSettings(params, region))]
  const whose = providers.length > 0 ? `provider ${providers.join(' and ')}, ` : ''
  stream.write(`\nPreflight for ${whose}stage ${stage}\n\n${formatReport(results, stream)}\n\n`)
  assertNoErrors(results)
}

function domainSettings(params: ReadonlyMap<string, string>, region: string): DomainSettings {
  const { domainName = '', certificateArn = '' } = Object.fromEntries(params)
  return { domainName, certificateArn, region }
}

function assertNoErrors(results: readonly PreflightResult[]): void {
  const errors = results.filter(({ kind }) => kind === 'error').length
  if (errors === 0) return
  const [count, them] = errors === 1 ? ['an error', 'it'] : [`${errors} errors`, 'them']
  throw new UserError(
    'ERR_PREFLIGHT_FAILED',
    `Preflight found ${count}, listed above; nothing was packaged or deployed. ` +
      `Fix ${them} first. To deploy anyway: --no-preflight.`,
  )
}
