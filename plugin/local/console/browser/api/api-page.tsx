import { useEffect, useState } from 'preact/hooks'
import type { RouteDocument } from '../../api-types.ts'
import { protectionOf } from '../call/route-choice.tsx'
import type { PageProps } from '../page-props.ts'
import { FilterField, hasWords } from '../parts/filter-field.tsx'
import { server } from '../server.ts'
import { type OpenApi, operationOf } from './open-api.ts'
import { OperationView } from './operation-view.tsx'

/** The service's OpenAPI document, for reading. */
export function ApiPage({ routes }: PageProps) {
  const [document, setDocument] = useState<OpenApi>()
  const [problem, setProblem] = useState('')
  const [filter, setFilter] = useState('')
  useEffect(() => {
    server.document().then(
      (read) => setDocument(read as OpenApi),
      ({ message }: Error) => setProblem(message),
    )
  }, [])
  const shown = routes.filter((route) => hasWords(textOf(route, document), filter))
  return (
    <div class="app api">
      <header class="page-head">
        <h1>{document?.info.title ?? 'API'}</h1>
        <p class="lead">
          Each route, who may call it, and every way it can answer. As a document:{' '}
          <a href="/openapi.json">OpenAPI 3.1</a>, also by <code>npx serverless openapi</code>
        </p>
      </header>
      <p class="notice" role="alert" hidden={!problem}>
        {problem}
      </p>
      {routes.length === 0 && <p class="hint">This service has no HTTP API routes.</p>}
      {routes.length > mostUnfiltered && (
        <FilterField
          label="Filter the routes"
          placeholder={`Filter ${routes.length} routes`}
          text={filter}
          change={setFilter}
        />
      )}
      {!document && !problem && <p class="hint">Reading the handlers ...</p>}
      {document &&
        [...Map.groupBy(shown, groupOf)].map(([group, own]) => (
          <section key={group} class="card route-group" aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`}>{group}</h2>
            {own.map((route) => (
              <RouteDetails key={route.routeKey} route={route} document={document} />
            ))}
          </section>
        ))}
      {document && shown.length === 0 && routes.length > 0 && (
        <p class="hint">No route has all of these words.</p>
      )}
    </div>
  )
}

/** As many are seen at once. */
const mostUnfiltered = 7

interface RouteDetailsProps {
  readonly route: RouteDocument
  readonly document: OpenApi
}

function RouteDetails({ route, document }: RouteDetailsProps) {
  const { routeKey } = route
  const isLinked = new URLSearchParams(location.hash.split('?')[1]).get('route') === routeKey
  const [isOpen, setOpen] = useState(isLinked)
  const operation = operationOf(document, routeKey)
  const [method = '', path = ''] = routeKey.split(' ')
  return (
    <details
      class="route"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      ref={(element) => {
        if (isLinked && element && !element.dataset.shown) {
          element.dataset.shown = 'yes'
          element.scrollIntoView({ block: 'start' })
        }
      }}
    >
      <summary>
        <span class="method">{method}</span> <code>{path}</code>
        <span class="hint">{operation?.summary}</span>
        <span class="hint needs">{operation?.description?.split('\n')[0] ?? protectionOf(route)}</span>
      </summary>
      {isOpen &&
        (operation ? (
          <OperationView route={route} operation={operation} document={document} />
        ) : (
          <Undocumented route={route} />
        ))}
    </details>
  )
}

/** OpenAPI has no path for `$default`, and no word for what does not run here. */
function Undocumented({ route }: { readonly route: RouteDocument }) {
  return (
    <div class="operation stack">
      {route.routeKey === '$default' && !route.notServed && (
        <p>Whatever no other route matches comes here.</p>
      )}
      <p>{protectionOf(route)}</p>
      <p class="actions">
        <a class="button small" href={`#/call?route=${encodeURIComponent(route.routeKey)}`}>
          Try it
        </a>
      </p>
    </div>
  )
}

/** `/notes` of `GET /notes/{id}`. */
function groupOf({ routeKey }: RouteDocument): string {
  const path = routeKey.split(' ')[1]
  return path === undefined ? 'Any other path' : `/${path.split('/')[1] ?? ''}`
}

/** Where a filter looks: method, path and summary. */
function textOf({ routeKey }: RouteDocument, document: OpenApi | undefined): string {
  const summary = document && operationOf(document, routeKey)?.summary
  return `${routeKey} ${summary ?? ''}`
}
