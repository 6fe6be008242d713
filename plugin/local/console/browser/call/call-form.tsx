import { useEffect, useState } from 'preact/hooks'
import type { RouteDocument } from '../../api-types.ts'
import type { Send } from '../answer/use-answer.ts'
import { server } from '../server.ts'
import type { Tokens } from '../session/sign-in.ts'
import { BodyEditor } from './body-editor.tsx'
import { sampleBody } from './body-schema.ts'
import { callOf, type Draft, targetOf, withRoute } from './draft.ts'
import { protectionOf, RouteChoice } from './route-choice.tsx'
import { SignChoice, takesSignature } from './sign-choice.tsx'
import { QueryAndHeaders, TargetLine, VariableFields } from './target-fields.tsx'
import { TokenChoice } from './token-choice.tsx'
import { brokenAs, tokenValue } from './token-value.ts'
import type { Bodies } from './use-bodies.ts'

interface CallFormProps {
  readonly tokens: Tokens | undefined
  /** Whether the issuer is part of this run. */
  readonly isLocal: boolean
  readonly routes: readonly RouteDocument[]
  readonly draft: Draft
  readonly change: (draft: Draft) => void
  readonly bodies: Bodies
  readonly isBusy: boolean
  readonly send: Send
  /** Told of each request whose token was made here, with the way it was broken; empty where it was written by hand. */
  readonly onBroken: (requestId: string, brokenId: string) => void
}

const withBody = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Any route of the service, with any token, and a body where the method allows one. */
export function CallForm({
  tokens,
  isLocal,
  routes,
  draft,
  change,
  bodies,
  isBusy,
  send,
  onBroken,
}: CallFormProps) {
  const [schemas, setSchemas] = useState<Readonly<Record<string, object>>>({})
  // Without schemas, a body is only checked to be JSON.
  useEffect(() => void server.schemas().then(setSchemas, () => {}), [])

  const route = routes.find(({ routeKey }) => routeKey === draft.routeKey)
  const schema = schemas[draft.routeKey]
  const isSigned = isLocal && takesSignature(route) && draft.sign !== false
  const body = bodies.of(draft.routeKey) ?? (schema ? sampleBody(schema) : '')
  const takesBody = withBody.has(draft.method) && (draft.method !== 'DELETE' || body !== '')
  const submit = (event: Event) => {
    event.preventDefault()
    void send(`${draft.method} ${targetOf(draft)}`, async (signal) => {
      const value = isSigned ? null : await tokenValue(draft.token, tokens, draft.routeKey)
      const call = callOf(draft, route, value, takesBody ? body : '')
      const details = await server.call({ ...call, sign: isSigned }, signal)
      const broken = isSigned ? undefined : brokenAs(draft.token)
      if (broken !== undefined) onBroken(details.id, broken)
      return details
    })
  }
  const submitByKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
  }

  return (
    <form
      id="request"
      tabIndex={-1}
      aria-label="Request"
      class="card stack"
      onSubmit={submit}
      onKeyDown={submitByKey}
      noValidate
    >
      <RouteChoice
        routes={routes}
        chosen={draft.routeKey}
        choose={(next) => change(withRoute(draft, next))}
      />
      <div class="stack tight">
        <TargetLine draft={draft} change={change} isBusy={isBusy} />
        <VariableFields draft={draft} change={change} />
        <p class="hint">{protectionOf(route)}</p>
      </div>
      {isLocal && takesSignature(route) && (
        <SignChoice isSigned={isSigned} choose={(sign) => change({ ...draft, sign })} />
      )}
      {!isSigned && (
        <TokenChoice
          chosen={draft.token}
          choose={(token) => change({ ...draft, token })}
          tokens={tokens}
          isLocal={isLocal}
          route={route}
        />
      )}
      {takesBody && (
        <BodyEditor text={body} schema={schema} change={(text) => bodies.set(draft.routeKey, text)} />
      )}
      <div>
        <QueryAndHeaders draft={draft} change={change} />
      </div>
    </form>
  )
}
