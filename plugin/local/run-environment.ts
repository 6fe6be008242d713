import type { ProviderName } from '../../providers/index.ts'
import type { LocalService } from '../service/service.ts'
import type { BackingServices } from './backing-services.ts'

/**
 * What a run itself adds to the environment of every function: where its parts are, in the variables that AWS SDKs read anyway, and the
 * provider's rules.
 */
export function runEnvironment(
  { region }: Pick<LocalService, 'region'>,
  provider: ProviderName,
  { tables: { endpoint }, issuer, invokeApi }: BackingServices,
): Record<string, string> {
  return {
    CLAIMCHECK_PROVIDER: provider,
    CLAIMCHECK_RESPONSES: 'fail',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    // The embedded table has no streams, but says so; else they would be looked for on AWS.
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoint,
    AWS_ENDPOINT_URL_LAMBDA: invokeApi.endpoint,
    AWS_REGION: region,
    // Where the provider leaves the name of the claim to its customers. The tokens of the local issuer say themselves what they are.
    ...(issuer && { CLAIMCHECK_GROUPS_CLAIM: issuer.groupsClaim, CLAIMCHECK_TOKEN_USE: '' }),
  }
}
