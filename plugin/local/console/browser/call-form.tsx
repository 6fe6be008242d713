import { useEffect, useState } from 'preact/hooks'
import type { RouteDocument } from '../api-types.ts'
import { BodyEditor } from './body-editor.tsx'
import { sampleBody } from './body-schema.ts'
import type { Show } from './first-call.tsx'
import { place } from './place-token.ts'
import { RouteChoice, targetOf } from './route-choice.tsx'
import { server } from './server.ts'
import type { Tokens } from './sign-in.ts'
import { type ChosenToken, TokenChoice, tokenValue } from './token-choice.tsx'

interface CallFormProps {
  readonly tokens: Tokens | undefined
  readonly routes: readonly RouteDocument[]
  readonly show: Show
}

const withBody = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Any route of the service, with any token, and a body where the method allows one. */
export function CallForm({ tokens, routes, show }: CallFormProps) {
  const [route, setRoute] = useState<RouteDocument | undefined>(routes[0])
  const [target, setTarget] = useState(targetOf(routes[0]))
  const [chosen, setChosen] = useState<ChosenToken>({
    kind: tokens ? 'access' : 'none',
    brokenId: '',
    text: '',
  })
  const [schemas, setSchemas] = useState<Readonly<Record<string, object>>>({})
  const [bodies, setBodies] = useState<Readonly<Record<string, string>>>({})
  const [isBusy, setBusy] = useState(false)
  useEffect(() => void server.schemas().then(setSchemas, () => {}), [])

  const key = route?.routeKey ?? ''
  const schema = schemas[key]
  const body = bodies[key] ?? (schema ? sampleBody(schema) : '')
  const takesBody = withBody.has(target.method) && (target.method !== 'DELETE' || body !== '')
  const choose = (next: RouteDocument) => {
    setRoute(next)
    setTarget(targetOf(next))
  }
  const send = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    const bare = { ...target, ...(takesBody && body !== '' && { body }) }
    await show(tokenValue(chosen, tokens, key).then((value) => server.call(place(bare, route, value))))
    setBusy(false)
  }
  const sendByKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send(event)
  }

  return (
    <form id="request" class="card stack" onSubmit={send} onKeyDown={sendByKey} noValidate>
      <RouteChoice routes={routes} route={route} target={target} choose={choose} setTarget={setTarget} />
      <TokenChoice chosen={chosen} choose={setChosen} isSignedIn={tokens !== undefined} route={route} />
      {takesBody && (
        <BodyEditor text={body} schema={schema} change={(text) => setBodies({ ...bodies, [key]: text })} />
      )}
      <button class="button primary wide" type="submit" disabled={isBusy} title="Ctrl+Enter">
        Send
      </button>
    </form>
  )
}
