import { laterChoices } from './later-token.ts'

interface LaterChoiceProps {
  readonly seconds: number
  readonly choose: (seconds: number) => void
}

/** Tries the call as if it were made later. */
export function LaterChoice({ seconds, choose }: LaterChoiceProps) {
  const when = laterChoices.find(([each]) => each === seconds)?.[1].replace('in ', '')
  return (
    <div class="field">
      <label class="in-line">
        Pretend it is{' '}
        <select value={String(seconds)} onChange={({ currentTarget }) => choose(Number(currentTarget.value))}>
          {laterChoices.map(([value, label]) => (
            <option key={value} value={String(value)}>
              {label}
            </option>
          ))}
        </select>
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
