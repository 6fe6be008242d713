import type { HeaderPairs } from '../../api-types.ts'

interface PairFieldsProps {
  /** `Header`, for the labels. */
  readonly what: string
  readonly pairs: HeaderPairs
  readonly change: (pairs: HeaderPairs) => void
}

/** Names and values as rows; an empty one follows, so that there is always one to fill in. */
export function PairFields({ what, pairs, change }: PairFieldsProps) {
  const rows = [...pairs, ['', ''] as const]
  const set = (index: number, pair: readonly [string, string]) =>
    change(rows.map((row, at) => (at === index ? pair : row)).filter(([name, value]) => name || value))
  return (
    <div class="pairs">
      {rows.map(([name, value], index) => (
        <div key={index} class="pair-row">
          <input
            aria-label={`${what} ${index + 1}, name`}
            placeholder="name"
            value={name}
            spellcheck={false}
            autocomplete="off"
            onInput={({ currentTarget }) => set(index, [currentTarget.value, value])}
          />
          <input
            aria-label={`${what} ${index + 1}, value`}
            placeholder="value"
            value={value}
            spellcheck={false}
            autocomplete="off"
            onInput={({ currentTarget }) => set(index, [name, currentTarget.value])}
          />
        </div>
      ))}
    </div>
  )
}
