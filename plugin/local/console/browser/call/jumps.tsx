const places = [
  ['request', 'Go to the request'],
  ['details', 'Go to the details of the answer'],
  ['response', 'Go to the answer'],
  ['requests', 'Go to the recent requests'],
] as const

/** Seen only by who comes by keyboard: the parts of the page, each in one step. `every-page.ts` moves the focus. */
export function Jumps() {
  return (
    <nav class="jumps" aria-label="Parts of this page">
      {places.map(([id, label]) => (
        <a key={id} class="skip" href={`#${id}`}>
          {label}
        </a>
      ))}
    </nav>
  )
}
