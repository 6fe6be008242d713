import { useEffect, useRef } from 'preact/hooks'
import { RequestView, type RequestViewProps } from './request-view.tsx'

interface AnswerPlaceProps extends RequestViewProps {
  /** Why there is no answer; empty for none. */
  readonly problem: string
  /** Whether the person has made a call; the first one is the page's own. */
  readonly isSent: boolean
}

/** The answer, and what went wrong instead. In a narrow window it is below the form, and scrolls into view. */
export function AnswerPlace({ problem, isSent, ...view }: AnswerPlaceProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isSent) place.current?.scrollIntoView({ block: 'nearest' })
  }, [view.pending, view.request])
  return (
    <div class="response-place" ref={place}>
      <p class="notice" role="alert" hidden={!problem}>
        {problem}
      </p>
      <RequestView {...view} />
    </div>
  )
}
