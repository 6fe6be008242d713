import type { FunctionDocument } from '../../function-api-types.ts'
import { Choice } from '../parts/choice.tsx'

interface FunctionChoiceProps {
  readonly functions: readonly FunctionDocument[]
  /** A key. */
  readonly chosen: string
  readonly choose: (key: string) => void
}

/** More than this take too much of the window. */
const mostFlat = 9

/** All of them where they are few, else a list. */
export function FunctionChoice({ functions, chosen, choose }: FunctionChoiceProps) {
  if (functions.length <= mostFlat)
    return (
      <Choice
        legend="Function"
        name="function"
        options={functions.map(({ key }) => [key, key] as const)}
        chosen={chosen}
        choose={choose}
      />
    )
  return (
    <div class="field">
      <label for="function">Function</label>
      <select id="function" value={chosen} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        <Group label="Without a route" functions={functions.filter(({ hasRoute }) => !hasRoute)} />
        <Group label="With a route" functions={functions.filter(({ hasRoute }) => hasRoute)} />
      </select>
    </div>
  )
}

function Group({ label, functions }: { readonly label: string } & Pick<FunctionChoiceProps, 'functions'>) {
  if (functions.length === 0) return null
  return (
    <optgroup label={label}>
      {functions.map(({ key }) => (
        <option key={key} value={key}>
          {key}
        </option>
      ))}
    </optgroup>
  )
}
