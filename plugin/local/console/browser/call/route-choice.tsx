import { useState } from 'preact/hooks'
import type { RouteDocument } from '../../api-types.ts'
import { Choice } from '../parts/choice.tsx'
import { FilterField, hasWords } from '../parts/filter-field.tsx'

interface RouteChoiceProps {
  readonly routes: readonly RouteDocument[]
  readonly chosen: string
  readonly choose: (route: RouteDocument) => void
}

/** More than this do not fit beside the answer. */
const mostFlat = 7

/** The service's routes: all of them where they are few, else a list by path that can be filtered. */
export function RouteChoice({ routes, chosen, choose }: RouteChoiceProps) {
  const byKey = (key: string) => {
    const found = routes.find(({ routeKey }) => routeKey === key)
    if (found) choose(found)
  }
  if (routes.length > mostFlat) return <RouteList routes={routes} chosen={chosen} choose={byKey} />
  const options = routes.map((route) => [route.routeKey, nameOf(route)] as const)
  return <Choice legend="Route" name="route" options={options} chosen={chosen} choose={byKey} />
}

interface RouteListProps {
  readonly routes: readonly RouteDocument[]
  readonly chosen: string
  readonly choose: (routeKey: string) => void
}

/** One line a path, with its methods. */
function RouteList({ routes, chosen, choose }: RouteListProps) {
  const [filter, setFilter] = useState('')
  const paths = Map.groupBy(
    routes.filter(({ routeKey }) => hasWords(routeKey, filter)),
    ({ routeKey }) => routeKey.split(' ')[1] ?? routeKey,
  )
  return (
    <fieldset class="choice routes">
      <legend>Route</legend>
      <FilterField
        label="Filter the routes"
        placeholder={`Filter ${routes.length} routes`}
        text={filter}
        change={setFilter}
      />
      <div class="route-list">
        {[...paths].map(([path, ofPath]) => (
          <div key={path} class="route-path">
            <code>{path}</code>
            <span class="choices">
              {ofPath.map(({ routeKey, notServed }) => (
                <label key={routeKey} class={notServed && 'not-served'}>
                  <input
                    type="radio"
                    name="route"
                    aria-label={nameOf({ routeKey, notServed })}
                    checked={routeKey === chosen}
                    onChange={() => choose(routeKey)}
                  />
                  <span>{nameOf({ routeKey: routeKey.split(' ')[0] ?? '', notServed })}</span>
                </label>
              ))}
            </span>
          </div>
        ))}
        {paths.size === 0 && <p class="hint">No route has all of these words.</p>}
      </div>
    </fieldset>
  )
}

/** With the status that it answers in any case. */
function nameOf({ routeKey, notServed }: Pick<RouteDocument, 'routeKey' | 'notServed'>): string {
  return notServed ? `${routeKey} · 501` : routeKey
}

/** What a token needs to pass the route, or why it does not run here. */
export function protectionOf(route: RouteDocument | undefined): string {
  if (!route) return 'This service has no HTTP API routes.'
  if (route.notServed)
    return `Answers 501, because it does not run here: ${route.notServed.reason}. ${route.notServed.remedy}`
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
