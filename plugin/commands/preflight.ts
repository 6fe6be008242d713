import { parametersOf } from '../../providers/check-parameters.ts'
import type { ProviderName } from '../../providers/index.ts'
import { checkDomain, type DomainSettings } from '../deploy/preflight/check-domain.ts'
import { formatReport } from '../deploy/preflight/format-report.ts'
import { preflight } from '../deploy/preflight/preflight.ts'
import type { PreflightResult } from '../deploy/preflight/preflight-result.ts'
import { readDeployment } from '../deploy/preflight/read-deployment.ts'
import { readParams } from '../service/params.ts'
import type { ServerlessInstance } from '../service/serverless.ts'
import { UserError } from '../user-error.ts'

export interface RunPreflightOptions {
  readonly serverless: ServerlessInstance
  readonly provider: ProviderName
  /** Where the report goes. */
  readonly stream: NodeJS.WriteStream
}

/**
 * Looks at the service before a deploy and prints what it found.
 *
 * @throws {UserError} `ERR_PREFLIGHT_FAILED` when there are errors.
 */
export async function runPreflight({ serverless, provider, stream }: RunPreflightOptions): Promise<void> {
  const params = readParams(serverless)
  const aws = serverless.getProvider('aws')
  const [stage, region] = [aws.getStage(), aws.getRegion()]
  const found = await preflight({
    deployment: readDeployment(serverless),
    tenant: parametersOf(provider, params),
    read: (name) => params.get(name) ?? process.env[name],
  })
  const results = [...found, ...checkDomain(domainSettings(params, region))]
  stream.write(`\nPreflight for provider ${provider}, stage ${stage}\n\n${formatReport(results, stream)}\n\n`)
  refuseErrors(results)
}

function domainSettings(params: ReadonlyMap<string, string>, region: string): DomainSettings {
  const { domainName = '', certificateArn = '' } = Object.fromEntries(params)
  return { domainName, certificateArn, region }
}

function refuseErrors(results: readonly PreflightResult[]): void {
  const errors = results.filter(({ kind }) => kind === 'error').length
  if (errors === 0) return
  throw new UserError(
    'ERR_PREFLIGHT_FAILED',
    `Preflight found ${errors === 1 ? 'an error' : `${errors} errors`}, listed above; nothing was packaged or deployed. ` +
      'Fix it first. To deploy all the same: --no-preflight.',
  )
}
