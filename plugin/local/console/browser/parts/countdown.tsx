import { useEffect, useState } from 'preact/hooks'
import type { Members } from './decode-token.ts'
import { timeLeft } from './time-left.ts'

/** The time until the token expires, updated each second. */
export function Countdown({ claims }: { readonly claims: Members }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const exp = claims.get('exp')
  const iat = claims.get('iat')
  if (typeof exp !== 'number') return <p class="countdown">Never expires.</p>
  const left = exp - Math.floor(now / 1_000)
  const whole = typeof iat === 'number' ? exp - iat : left
  return (
    <p class={left > 60 ? 'countdown' : 'countdown late'}>
      <meter aria-label="Time left" min={0} max={Math.max(whole, 1)} value={Math.max(left, 0)} />
      <span>{timeLeft(left)}</span>
    </p>
  )
}
