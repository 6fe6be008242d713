import type { RouteDocument } from '../../api-types.ts'
import { type ApiResponse, type OpenApi, type Operation, problemsOf, responseOf } from './open-api.ts'
import { describe, SchemaView } from './schema-view.tsx'

interface OperationProps {
  readonly route: RouteDocument
  readonly operation: Operation
  readonly document: OpenApi
}

/** Everything that the document says of a route. */
export function OperationView({ route, operation, document }: OperationProps) {
  const responses = Object.entries(operation.responses).map(([status, each]) => ({
    status,
    response: responseOf(document, each),
    // What only the gateway answers is a component of its own.
    isOwn: !('$ref' in each),
  }))
  const own = responses.filter(({ isOwn }) => isOwn)
  const problems = own.flatMap(({ status, response }) =>
    problemsOf(response).map((problem) => ({ status, ...problem })),
  )
  const byGateway = responses.filter(({ response }) => isByGateway(response)).map(({ status }) => status)
  return (
    <div class="operation stack">
      {(operation.description ?? '').split('\n\n').map((text) => (
        <p key={text}>{text}</p>
      ))}
      <p class="actions">
        <a class="button small" href={`#/call?route=${encodeURIComponent(route.routeKey)}`}>
          Try it
        </a>
        <a class="button small" href="#/access">
          Who may call what
        </a>
      </p>
      <Parameters operation={operation} document={document} />
      <Body operation={operation} document={document} />
      {own
        .filter(({ response }) => problemsOf(response).length === 0)
        .map(({ status, response }) => (
          <Answer key={status} status={status} response={response} document={document} />
        ))}
      {problems.length > 0 && (
        <section>
          <h4>Problems</h4>
          <dl class="members problems">
            {problems.map(({ status, code, detail }) => (
              <div key={code}>
                <dt>
                  <span class="status bad">{status}</span> <code>{code}</code>
                </dt>
                <dd>{detail}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {byGateway.length > 0 && (
        <p class="hint">The gateway itself may answer {byGateway.join(', ')}, as API Gateway does.</p>
      )}
    </div>
  )
}

function isByGateway({ content = {} }: ApiResponse): boolean {
  return JSON.stringify(content).includes('#/components/schemas/GatewayError')
}

type PartProps = Pick<OperationProps, 'operation' | 'document'>

function Parameters({ operation: { parameters = [] }, document }: PartProps) {
  if (parameters.length === 0) return null
  return (
    <section>
      <h4>Parameters</h4>
      <dl class="members">
        {parameters.map(({ name, in: place, required, deprecated, description, schema = {} }) => (
          <div key={`${place} ${name}`}>
            <dt>
              <code>{name}</code> <span class="hint">{place}</span>
              {required && <span class="badge only">required</span>}
              {deprecated && <span class="badge differs">deprecated</span>}
            </dt>
            <dd>{[describe(schema, document), description].filter(Boolean).join(', ')}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Body({ operation: { requestBody }, document }: PartProps) {
  const schema = requestBody?.content?.['application/json']?.schema
  if (!schema) return null
  return (
    <section>
      <h4>Body{requestBody?.required ? '' : ', optional'}</h4>
      <SchemaView schema={schema} document={document} />
    </section>
  )
}

interface AnswerProps {
  readonly status: string
  readonly response: ApiResponse
  readonly document: OpenApi
}

function Answer({ status, response, document }: AnswerProps) {
  const schema = response.content?.['application/json']?.schema
  const headers = Object.entries(response.headers ?? {})
  return (
    <section>
      <h4>
        <span class={`status ${/^[23]/.test(status) ? 'good' : 'bad'}`}>{status}</span> {response.description}
      </h4>
      {headers.length > 0 && (
        <dl class="members">
          {headers.map(([name, { description }]) => (
            <div key={name}>
              <dt>
                <code>{name}</code> <span class="hint">header</span>
              </dt>
              <dd>{description}</dd>
            </div>
          ))}
        </dl>
      )}
      {schema && <SchemaView schema={schema} document={document} />}
    </section>
  )
}
