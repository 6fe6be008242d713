import type { SentRequirements } from '../../handlers/requirements-messages.ts'
import { memberNames } from '../../openapi/parameters.ts'
import { describeUnknownVariables, unknownVariables } from '../../openapi/path-variables.ts'
import type { DeployedRoute } from './deployment.ts'
import type { Finding } from './preflight-result.ts'

interface Checked {
  readonly route: Pick<DeployedRoute, 'routeKey'>
  readonly requirements: Partial<Pick<SentRequirements, 'path'>>
}

/** Compares the variables that a handler's `path` names with those of its route. */
export function checkPath({ route: { routeKey }, requirements }: Checked): Finding[] {
  const names = unknownVariables(routeKey, memberNames(requirements.path?.jsonSchema))
  if (names.length === 0) return []
  return [
    {
      kind: 'error',
      code: 'path-variable-unknown',
      ...describeUnknownVariables(routeKey, names),
      why: 'The gateway never sends it: where the schema requires it, the handler answers each request with 400 ERR_PATH_INVALID.',
    },
  ]
}
