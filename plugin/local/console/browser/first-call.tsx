import { useEffect, useState } from 'preact/hooks'
import type { RequestDetails, RouteDocument } from '../api-types.ts'
import { place } from './place-token.ts'
import { server } from './server.ts'
import { statusWords } from './status-words.ts'

export type Show = (exchange: Promise<RequestDetails>) => Promise<RequestDetails | undefined>

interface FirstCallProps {
  readonly routes: readonly RouteDocument[]
  readonly token: string
  readonly show: Show
}

/** Shows at once that the API takes the token: the answer itself may be below the edge of the window. */
export function FirstCall({ routes, token, show }: FirstCallProps) {
  const [words, setWords] = useState('')
  // Of a GET route without a variable in it, which needs nothing but a token.
  const route = routes.find(({ routeKey }) => routeKey.startsWith('GET /') && !routeKey.includes('{'))
  useEffect(() => {
    if (route) {
      const call = place(
        { method: 'GET', path: route.routeKey.slice('GET '.length) },
        route,
        `Bearer ${token}`,
      )
      void show(server.call(call)).then((answer) =>
        setWords(answer ? statusWords(answer.status) : 'no answer'),
      )
    }
  }, [])
  if (!route) return null
  return (
    <p class="first-call" id="first-call" role="status">
      {words && (
        <>
          <code>{route.routeKey}</code> with the access token: <strong>{words}</strong>.{' '}
          <a href="#call">See the answer</a>
        </>
      )}
    </p>
  )
}
