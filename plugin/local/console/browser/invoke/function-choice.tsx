import type { FunctionDocument } from '../../api-types.ts'
import { Choice } from '../parts/choice.tsx'

interface FunctionChoiceProps {
  readonly functions: readonly FunctionDocument[]
  readonly chosen: FunctionDocument
  readonly choose: (chosen: FunctionDocument) => void
}

/** More than this take too much of the window. */
const mostFlat = 9

/** All of them where they are few, else a list. */
export function FunctionChoice({ functions, chosen, choose }: FunctionChoiceProps) {
  const byKey = (key: string) => {
    const found = functions.find((each) => each.key === key)
    if (found) choose(found)
  }
  if (functions.length <= mostFlat)
    return (
      <Choice
        legend="Function"
        name="function"
        options={functions.map(({ key }) => [key, key] as const)}
        chosen={chosen.key}
        choose={byKey}
      />
    )
  return (
    <div class="field">
      <label for="function">Function</label>
      <select id="function" value={chosen.key} onChange={({ currentTarget }) => byKey(currentTarget.value)}>
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
