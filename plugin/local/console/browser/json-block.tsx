/** Any value as JSON. Wide ones scroll, so the block can be focused. */
export function JsonBlock({ value, label }: { readonly value: unknown; readonly label: string }) {
  return <TextBlock text={JSON.stringify(value, undefined, 2)} label={label} />
}

export function TextBlock({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="body" aria-label={label} tabIndex={0}>
      <pre>{text}</pre>
    </section>
  )
}
