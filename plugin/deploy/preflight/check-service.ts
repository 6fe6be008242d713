import type { ProviderParameters, ReadValue } from '../../../providers/parameter.ts'
import type { HandlerToLoad, RequirementsMessage } from '../../handlers/requirements-messages.ts'
import { checkGuards } from './check-guards.ts'
import { checkPoolScopes } from './check-pool-scopes.ts'
import { checkPreflights } from './check-preflights.ts'
import type { DeployedRoute, Deployment } from './deployment.ts'
import type { PreflightResult } from './preflight-result.ts'

export interface CheckServiceOptions {
  readonly requirements: ReadonlyMap<string, RequirementsMessage>
  readonly parameters: ProviderParameters
  readonly read: ReadValue | undefined
}

/** Compares every route with the handler behind it and with the user pool of the stack, if it has one. */
export function checkService(deployment: Deployment, options: CheckServiceOptions): PreflightResult[] {
  const { pool, routes } = deployment
  const findings = [
    ...deployment.functions.flatMap((each) => checkLoaded(each, options.requirements.get(each.key))),
    ...routes.flatMap((route) => checkRoute(route, deployment, options)),
    ...(pool ? checkPoolScopes(pool, routes) : []),
    ...checkPreflights(deployment),
  ]
  if (findings.length > 0 || routes.length === 0) return findings
  return [{ kind: 'passed', what: `${routes.length} routes let through what their handlers accept` }]
}

function checkRoute(
  route: DeployedRoute,
  { functions }: Deployment,
  { requirements: messages, parameters, read }: CheckServiceOptions,
): PreflightResult[] {
  const handlerFunction = functions.find(({ key }) => key === route.functionKey)
  const message = messages.get(route.functionKey)
  if (!handlerFunction || message?.kind !== 'loaded') return []
  if (!message.requirements) return [notReadable(route.routeKey, handlerFunction.handler)]
  const { requirements } = message
  return checkGuards({
    route,
    handlerFunction,
    requirements,
    acceptsIdTokens: acceptsIdTokens(route, parameters, read),
  })
}

/** Without claimcheck's `config/` it is not known which audience is a client's: what is listed is taken to be meant. */
function acceptsIdTokens(
  { authorizer }: DeployedRoute,
  { prefix, values }: ProviderParameters,
  read: ReadValue | undefined,
): boolean {
  if (read === undefined) return true
  const parameter = `${prefix}ID_TOKEN_AUDIENCE`
  if (!authorizer || !values.some(({ name }) => name === parameter)) return true
  const clientId = read(parameter)
  return clientId !== undefined && authorizer.audience.includes(clientId)
}

function checkLoaded(
  { handler }: HandlerToLoad,
  message: RequirementsMessage | undefined,
): PreflightResult[] {
  if (message?.kind !== 'failed') return []
  return [
    {
      kind: 'error',
      code: 'handler-not-loaded',
      what: `${handler} cannot be loaded: ${message.reason}.`,
      why: 'On Lambda every request to it would be answered with 500.',
      fix: 'Fix the handler. It was loaded with its environment from serverless.yml only.',
    },
  ]
}

function notReadable(routeKey: string, handler: string): PreflightResult {
  return {
    kind: 'skipped',
    what: `The guards of ${routeKey}`,
    why: `${handler} was not made by createHandler alone, so its requirements cannot be read`,
  }
}
