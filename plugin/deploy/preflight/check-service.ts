import type { ProviderParameters, ReadValue } from '../../../providers/parameter.ts'
import type { HandlerToLoad, RequirementsMessage } from '../../handlers/requirements-messages.ts'
import { findIdentitySourceFaults, type IdentityRoute } from '../../service/identity-sources.ts'
import { bundleAdvice, type TypeScriptFunction } from '../package/check-compiled.ts'
import { checkGuards, type Guarded } from './check-guards.ts'
import { checkPath } from './check-path.ts'
import { checkPoolScopes } from './check-pool-scopes.ts'
import { checkPreflights } from './check-preflights.ts'
import type { DeployedRoute, Deployment } from './deployment.ts'
import type { Finding, PreflightResult } from './preflight-result.ts'

export interface CheckServiceOptions {
  readonly requirements: ReadonlyMap<string, RequirementsMessage>
  readonly parameters: ProviderParameters
  readonly read: ReadValue | undefined
}

/** Compares every route with the handler behind it and with the user pool of the stack, if it has one. */
export function checkService(deployment: Deployment, options: CheckServiceOptions): PreflightResult[] {
  const { pool, routes, functions } = deployment
  const guarded = routes.flatMap((route) => readGuarded(route, deployment, options))
  const findings = [
    ...deployment.notCompiled.map(describeNotCompiled),
    ...functions.flatMap((each) => checkLoaded(each, options.requirements.get(each.key))),
    ...guarded.flatMap(checkGuards),
    ...guarded.flatMap(checkPath),
    ...findIdentitySourceFaults(guarded.flatMap(readIdentity)),
    ...(pool ? checkPoolScopes(pool, routes) : []),
    ...checkPreflights(deployment),
  ]
  return [...findings, ...describePassed(findings, guarded), ...describeSkipped(routes, guarded, options)]
}

/** A route with the requirements of its handler; nothing where they cannot be read. */
function readGuarded(
  route: DeployedRoute,
  { functions }: Deployment,
  { requirements: messages, parameters, read }: CheckServiceOptions,
): Guarded[] {
  const handlerFunction = functions.find(({ key }) => key === route.functionKey)
  const message = messages.get(route.functionKey)
  if (!handlerFunction || message?.kind !== 'loaded' || !message.requirements) return []
  const { requirements } = message
  return [{ route, handlerFunction, requirements, acceptsIdTokens: acceptsIdTokens(route, parameters, read) }]
}

function readIdentity({ route, handlerFunction, requirements }: Guarded): IdentityRoute[] {
  const { routeKey, authorizer } = route
  if (!authorizer) return []
  const { identitySource } = authorizer
  const { principal } = requirements
  if (principal) return [{ routeKey, identitySource, setting: principal.identitySource, by: 'option' }]
  const setting = handlerFunction.environment.CLAIMCHECK_IDENTITY_SOURCE
  return [{ routeKey, identitySource, setting, by: 'environment' }]
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

function describeNotCompiled({ key, source }: TypeScriptFunction): Finding {
  return {
    kind: 'error',
    code: 'typescript-not-compiled',
    what: `Function ${key} is TypeScript (${source}), and nothing in this service compiles it.`,
    why: 'Lambda loads JavaScript only: the function would not start.',
    fix: bundleAdvice,
  }
}

function checkLoaded({ handler }: HandlerToLoad, message: RequirementsMessage | undefined): Finding[] {
  if (message?.kind !== 'failed') return []
  return [
    {
      kind: 'warning',
      code: 'handler-not-loaded',
      what: `${handler} cannot be loaded here: ${oneLine(message.reason)}.`,
      why: 'So its guards are not compared with its routes. It was loaded from its sources, with its environment from serverless.yml only.',
      fix: 'If Lambda has what is missing here, such as a layer or a value, there is nothing to do.',
    },
  ]
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replace(/[.\s]+$/, '')
}

function describePassed(findings: readonly Finding[], guarded: readonly Guarded[]): PreflightResult[] {
  if (findings.length > 0 || guarded.length === 0) return []
  const routes = guarded.length === 1 ? 'route lets' : 'routes let'
  const handlers = guarded.length === 1 ? 'its handler accepts' : 'their handlers accept'
  return [{ kind: 'passed', what: `${guarded.length} ${routes} through what ${handlers}` }]
}

/** One line for all, since most services have handlers of other kinds too. A handler that failed has a line of its own. */
function describeSkipped(
  routes: readonly DeployedRoute[],
  guarded: readonly Guarded[],
  { requirements }: CheckServiceOptions,
): PreflightResult[] {
  const skipped = routes
    .filter(({ functionKey }) => requirements.get(functionKey)?.kind !== 'failed')
    .filter((route) => !guarded.some((each) => each.route === route))
    .map(({ routeKey }) => routeKey)
  if (skipped.length === 0) return []
  const more = skipped.length > shownRoutes ? ` and ${skipped.length - shownRoutes} more` : ''
  return [
    {
      kind: 'skipped',
      what: `The guards of ${skipped.slice(0, shownRoutes).join(', ')}${more}`,
      why: 'only those of Node.js handlers that createHandler made, and nothing wraps, can be read',
    },
  ]
}

const shownRoutes = 3
