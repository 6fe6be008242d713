import type { Command, CommandContext } from '../command.ts'
import type { DomainSettings } from '../deploy/preflight/check-domain.ts'
import type { PreflightResult } from '../deploy/preflight/preflight-result.ts'
import { UserError } from '../user-error.ts'

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
export async function runPreflight(
  { serverless, provider }: CommandContext,
  stream: NodeJS.WriteStream,
): Promise<void> {
  const [{ parametersOf }, { checkDomain }, { formatReport }, checks, { readDeployment }, { readParams }] =
    await Promise.all([
      import('../../providers/check-parameters.ts'),
      import('../deploy/preflight/check-domain.ts'),
      import('../deploy/preflight/format-report.ts'),
      import('../deploy/preflight/preflight.ts'),
      import('../deploy/preflight/read-deployment.ts'),
      import('../service/params.ts'),
    ])
  const params = readParams(serverless)
  const aws = serverless.getProvider('aws')
  const [stage, region] = [aws.getStage(), aws.getRegion()]
  const found = await checks.preflight({
    deployment: readDeployment(serverless),
    parameters: parametersOf(provider, params),
    read: (name) => params.get(name) ?? process.env[name],
  })
  const results = [...found, ...checkDomain(domainSettings(params, region))]
  stream.write(`\nPreflight for provider ${provider}, stage ${stage}\n\n${formatReport(results, stream)}\n\n`)
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
