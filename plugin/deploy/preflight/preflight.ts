import type { Connection } from '../../../authorizer/fetch-json.ts'
import type { ProviderParameters, ReadValue } from '../../../providers/parameter.ts'
import { readRequirements as bundleAndLoad } from '../../handlers/read-requirements.ts'
import { checkAuthorizer } from './check-authorizer.ts'
import { checkIssuer } from './check-issuer.ts'
import { checkService } from './check-service.ts'
import type { DeployedAuthorizer, Deployment } from './deployment.ts'
import type { PreflightResult } from './preflight-result.ts'

export interface PreflightOptions {
  readonly deployment: Deployment
  readonly parameters: ProviderParameters
  /** Values of the parameters, by name; undefined where the service does not use claimcheck's `config/`. */
  readonly read: ReadValue | undefined
  readonly connection?: Connection | undefined
  /** @default loads every handler, bundled if need be */
  readonly readRequirements?: typeof bundleAndLoad
}

/**
 * Looks for what would make a deploy fail, or the deployed API reject everybody. Sends requests to the issuer only, none to
 * AWS.
 */
export async function preflight({
  deployment,
  parameters,
  read,
  connection,
  readRequirements = bundleAndLoad,
}: PreflightOptions): Promise<PreflightResult[]> {
  const [issuers, requirements] = await Promise.all([
    checkIssuers(deployment.authorizers, connection),
    readRequirements(deployment.dir, deployment.functions, deployment.bundle),
  ])
  return [
    ...issuers,
    ...deployment.authorizers.flatMap((authorizer) => checkAuthorizer(authorizer, { parameters, read })),
    ...checkService(deployment, { requirements, parameters, read }),
  ]
}

async function checkIssuers(
  authorizers: readonly DeployedAuthorizer[],
  connection: Connection | undefined,
): Promise<PreflightResult[]> {
  const known = new Set(authorizers.flatMap(({ issuer }) => issuer ?? []))
  const results = [...known].map((issuer) => checkIssuer(issuer, connection))
  const others = authorizers.filter(({ issuer }) => issuer === undefined)
  return [
    ...(await Promise.all(results)).flat(),
    ...(others.some(({ isImported }) => !isImported) ? [madeByStack] : []),
    ...(others.some(({ isImported }) => isImported) ? [imported] : []),
  ]
}

const imported: PreflightResult = {
  kind: 'skipped',
  what: 'The issuer',
  why: 'another stack exports it (Fn::ImportValue), so it cannot be checked before the deploy',
}

const madeByStack: PreflightResult = {
  kind: 'skipped',
  what: 'The issuer',
  why: 'this stack creates it, so it cannot be checked before the deploy; AWS provides its address, keys and certificate',
}
