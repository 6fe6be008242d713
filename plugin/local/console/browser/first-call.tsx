import { useEffect, useState } from 'preact/hooks'
import type { RequestDetails, RouteDocument } from '../api-types.ts'
import { place } from './place-token.ts'
import { server } from './server.ts'
import { statusLine } from './status-pill.tsx'

export type Show = (loading: Promise<RequestDetails>) => Promise<RequestDetails | undefined>

interface FirstCallProps {
  readonly routes: readonly RouteDocument[]
  readonly token: string
  readonly show: Show
}

/** Shows at once that the API accepts the token: the response itself may be outside the window. */
export function FirstCall({ routes, token, show }: FirstCallProps) {
  const [result, setResult] = useState('')
  // A GET route without a variable needs nothing but a token.
  const route = routes.find(({ routeKey }) => routeKey.startsWith('GET /') && !routeKey.includes('{'))
  useEffect(() => {
    if (route) {
      const call = place(
        { method: 'GET', path: route.routeKey.slice('GET '.length) },
        route,
        `Bearer ${token}`,
      )
      void show(server.call(call)).then((details) => setResult(details ? statusLine(details) : 'no response'))
    }
  }, [])
  if (!route) return null
  return (
    <p class="first-call" id="first-call" role="status">
      {result && (
        <>
          <code>{route.routeKey}</code> with the access token: <strong>{result}</strong>.{' '}
          <a href="#call">See the response</a>
        </>
      )}
    </p>
  )
}
