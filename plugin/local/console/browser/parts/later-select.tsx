interface LaterSelectProps {
  readonly id: string
  /** How much later than now. */
  readonly seconds: number
  readonly choose: (seconds: number) => void
}

const choices = [
  [0, 'now'],
  [5 * 60, 'in 5 minutes'],
  [2 * 60 * 60, 'in 2 hours'],
  [24 * 60 * 60, 'in 1 day'],
] as const

/** The time at which a token is tried. */
export function LaterSelect({ id, seconds, choose }: LaterSelectProps) {
  return (
    <select
      id={id}
      value={String(seconds)}
      onChange={({ currentTarget }) => choose(Number(currentTarget.value))}
    >
      {choices.map(([value, label]) => (
        <option key={value} value={String(value)}>
          {label}
        </option>
      ))}
    </select>
  )
}

/** `2 hours`; undefined for a time that is not on offer. */
export function spanOf(seconds: number): string | undefined {
  return choices.find(([each]) => each === seconds)?.[1].replace('in ', '')
}
