interface FilterFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly text: string
  readonly change: (text: string) => void
}

/** A field whose words choose from a list. */
export function FilterField({ label, placeholder, text, change }: FilterFieldProps) {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onInput={({ currentTarget }) => change(currentTarget.value)}
    />
  )
}

/** Whether a text has every word of the filter, anywhere and in any case. */
export function hasWords(text: string, filter: string): boolean {
  const lower = text.toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word))
}
