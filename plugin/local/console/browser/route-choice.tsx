import type { RouteDocument } from '../api-types.ts'
import type { Target } from './call-form.tsx'
import { Choice } from './choice.tsx'

interface RouteChoiceProps {
  readonly routes: readonly RouteDocument[]
  readonly route: RouteDocument | undefined
  readonly target: Target
  readonly choose: (route: RouteDocument) => void
  readonly setTarget: (target: Target) => void
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** The service's routes; method and path can be changed, for variables, queries and routes that there are not. */
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
  if (!route) return 'This service tells of no route.'
  if (!route.authorizer) return 'Open: no token is asked for.'
  return route.scopes.length > 0
    ? `Asks for the scope ${route.scopes.join(' or ')}.`
    : 'Asks for a token, and for no scope.'
}
