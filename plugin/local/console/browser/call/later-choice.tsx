import { LaterSelect, spanOf } from '../parts/later-select.tsx'

interface LaterChoiceProps {
  readonly seconds: number
  readonly choose: (seconds: number) => void
}

/** Tries the call as if it were made later. */
export function LaterChoice({ seconds, choose }: LaterChoiceProps) {
  const when = spanOf(seconds)
  return (
    <div class="field">
      <label class="in-line" for="later">
        Pretend it is <LaterSelect id="later" seconds={seconds} choose={choose} />
      </label>
      {seconds > 0 && (
        <p class="hint">
          The local issuer signs your token again with all of its times (exp, iat, nbf, auth_time) {when}{' '}
          earlier. To the gateway and the function that is the same as a clock {when} ahead.
        </p>
      )}
    </div>
  )
}
