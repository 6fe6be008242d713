import type { RehearseOptions } from '../deploy/rehearse/rehearsal.ts'
import { readScopes } from '../service/read-service.ts'
import type { ServerlessInstance } from '../service/serverless.ts'

/** Where people come from if no origin is configured: there is nothing then that would let them in. */
const noOrigin = 'http://localhost'

/** What a rehearsal has to know of the service that `serverless` has resolved. */
export function rehearsedService(
  serverless: ServerlessInstance,
): Pick<RehearseOptions, 'dir' | 'stage' | 'region' | 'stackName' | 'scopes' | 'params' | 'consoleOrigin'> {
  const aws = serverless.getProvider('aws')
  const scopes = readScopes(serverless)
  const [consoleOrigin = noOrigin] = serverless.httpApiEventsPlugin.config.cors?.allowedOrigins ?? []
  return {
    dir: serverless.serviceDir,
    stage: aws.getStage(),
    region: aws.getRegion(),
    stackName: aws.naming.getStackName(),
    params: serverless.processedInput.options.param ?? [],
    scopes,
    consoleOrigin,
  }
}
