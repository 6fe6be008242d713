interface ChoiceProps {
  readonly legend: string
  readonly name: string
  readonly options: readonly (readonly [value: string, label: string])[]
  readonly chosen: string
  readonly choose: (value: string) => void
}

/** One of a few options, all visible. */
export function Choice({ legend, name, options, chosen, choose }: ChoiceProps) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      <div class="choices">
        {options.map(([value, label]) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              onChange={() => choose(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
