import type { ExplainQuestion, RouteDocument } from '../../api-types.ts'
import { LaterSelect } from '../parts/later-select.tsx'

/** What a token is checked against. */
export type Against = Omit<ExplainQuestion, 'text'>

interface AgainstFieldsProps {
  readonly routes: readonly RouteDocument[]
  readonly against: Against
  readonly change: (against: Against) => void
}

type JwtAuthorizer = Extract<RouteDocument['authorizer'], { readonly kind: 'jwt' }>

/** The authorizer, a route for its scopes, and the time. */
export function AgainstFields({ routes, against, change }: AgainstFieldsProps) {
  const authorizers = jwtAuthorizers(routes)
  if (authorizers.size === 0)
    return <p class="hint">No route of this service has a JWT authorizer, so the token is only decoded.</p>
  const { authorizer, routeKey, laterSeconds } = against
  const { issuer, audience } = authorizers.get(authorizer) ?? {}
  return (
    <>
      <div class="field">
        <label for="against">Check it against</label>
        <select
          id="against"
          value={routeKey ? `route ${routeKey}` : `authorizer ${authorizer}`}
          onChange={({ currentTarget }) => change({ ...against, ...readValue(currentTarget.value, routes) })}
        >
          {[...authorizers.keys()].map((name) => (
            <optgroup key={name} label={`Authorizer ${name}`}>
              <option value={`authorizer ${name}`}>{`${name}, no scope required`}</option>
              {routes.filter(isBehind(name)).map((route) => (
                <option key={route.routeKey} value={`route ${route.routeKey}`}>
                  {describeRoute(route)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <dl class="against hint">
          <div>
            <dt>Issuer</dt>
            <dd>
              <code>{issuer}</code>
            </dd>
          </div>
          <div>
            <dt>Audience</dt>
            <dd>
              <code>{audience?.join(' or ')}</code>
            </dd>
          </div>
        </dl>
      </div>
      <div class="field">
        <label for="as-of">As of</label>
        <LaterSelect
          id="as-of"
          seconds={laterSeconds}
          choose={(seconds) => change({ ...against, laterSeconds: seconds })}
        />
      </div>
    </>
  )
}

/** The service's first JWT authorizer, without a route, now. */
export function firstAgainst(routes: readonly RouteDocument[]): Against {
  const [authorizer = ''] = jwtAuthorizers(routes).keys()
  return { authorizer, routeKey: '', laterSeconds: 0 }
}

function jwtAuthorizers(routes: readonly RouteDocument[]): ReadonlyMap<string, JwtAuthorizer> {
  return new Map(
    routes.flatMap(({ authorizer }) => (authorizer?.kind === 'jwt' ? [[authorizer.name, authorizer]] : [])),
  )
}

function isBehind(name: string) {
  return ({ authorizer }: RouteDocument) => authorizer?.kind === 'jwt' && authorizer.name === name
}

function describeRoute({ routeKey, scopes }: RouteDocument): string {
  return scopes.length > 0 ? `${routeKey}, requires ${scopes.join(' or ')}` : routeKey
}

/** @param value `authorizer NAME` or `route GET /path` */
function readValue(value: string, routes: readonly RouteDocument[]): Omit<Against, 'laterSeconds'> {
  const [, kind, name = ''] = /^(authorizer|route) (.*)$/.exec(value) ?? []
  if (kind !== 'route') return { authorizer: name, routeKey: '' }
  const authorizer = routes.find(({ routeKey }) => routeKey === name)?.authorizer
  return { authorizer: authorizer?.kind === 'jwt' ? authorizer.name : '', routeKey: name }
}
