import { useEffect, useState } from 'preact/hooks'
import type { ExplainedToken } from '../../api-types.ts'
import { server } from '../server.ts'
import type { Against } from './against-fields.tsx'

/** Long enough that typing is not explained letter by letter. */
const pauseMs = 200

interface Explained {
  /** Undefined while there is nothing to explain. */
  readonly explained: ExplainedToken | undefined
  /** Why there is no explanation; empty for none. */
  readonly problem: string
}

/** The explanation of the text, again at each change of it. */
export function useExplanation(text: string, { authorizer, routeKey, laterSeconds }: Against): Explained {
  const [state, setState] = useState<Explained>({ explained: undefined, problem: '' })
  useEffect(() => {
    if (text.trim() === '') return setState({ explained: undefined, problem: '' })
    const controller = new AbortController()
    const ask = () =>
      server.explain({ text, authorizer, routeKey, laterSeconds }, controller.signal).then(
        (explained) => setState({ explained, problem: '' }),
        ({ name, message }: Error) => {
          if (name !== 'AbortError') setState({ explained: undefined, problem: message })
        },
      )
    const timer = setTimeout(ask, pauseMs)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [text, authorizer, routeKey, laterSeconds])
  return state
}
