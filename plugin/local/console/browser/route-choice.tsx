import type { RouteDocument } from '../api-types.ts'
import { Choice } from './choice.tsx'

/** What is sent: by default the route's own method and path. */
export interface Target {
  readonly method: string
  readonly path: string
}

interface RouteChoiceProps {
  readonly routes: readonly RouteDocument[]
  readonly route: RouteDocument | undefined
  readonly target: Target
  readonly choose: (route: RouteDocument) => void
  readonly setTarget: (target: Target) => void
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** The service's routes; method and path can be changed, for path variables, queries, and routes that do not exist. */
export function RouteChoice({ routes, route, target, choose, setTarget }: RouteChoiceProps) {
  return (
    <div class="stack tight">
      <Choice
        legend="Route"
        name="route"
        options={routes.map(({ routeKey }) => [routeKey, routeKey])}
        chosen={route?.routeKey ?? ''}
        choose={(key) => {
          const found = routes.find(({ routeKey }) => routeKey === key)
          if (found) choose(found)
        }}
      />
      <div class="target">
        <select
          aria-label="Method"
          value={target.method}
          onChange={({ currentTarget }) => setTarget({ ...target, method: currentTarget.value })}
        >
          {methods.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
        <input
          aria-label="Path"
          value={target.path}
          spellcheck={false}
          autocomplete="off"
          onInput={({ currentTarget }) => setTarget({ ...target, path: currentTarget.value })}
        />
      </div>
      <p class="hint">{protection(route)}</p>
    </div>
  )
}

function protection(route: RouteDocument | undefined): string {
  if (!route) return 'This service has no HTTP API routes.'
  if (!route.authorizer) return 'Open: requires no token.'
  if (route.authorizer.kind === 'request') return describeSources(route.authorizer.identitySources)
  if (route.authorizer.kind === 'iam') return 'Requires a signature with AWS credentials (aws_iam).'
  return route.scopes.length > 0
    ? `Requires the scope ${route.scopes.join(' or ')}.`
    : 'Requires a token, but no scope.'
}

/** Of a Lambda authorizer: the function decides, so only where it looks is known. */
function describeSources(sources: readonly string[]): string {
  const places = sources.map((source) => source.replace(/^\$(?:request\.)?/, '')).join(' and ')
  return places ? `A Lambda authorizer decides. It requires ${places}.` : 'A Lambda authorizer decides.'
}

export function targetOf(route: RouteDocument | undefined): Target {
  const [method = 'GET', path = '/'] = route?.routeKey.split(' ') ?? []
  if (method === '$default') return { method: 'GET', path: '/' }
  return { method: method === 'ANY' ? 'GET' : method, path }
}
