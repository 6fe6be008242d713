import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

interface CopyButtonProps {
  readonly text: string
  /** What it copies, for screen readers. */
  readonly label: string
  readonly children: ComponentChildren
}

export function CopyButton({ text, label, children }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'Copied' | 'Not copied'>()
  const copy = async () => {
    // A browser may forbid it, and has no clipboard for a page of another machine over http.
    const isCopied = await Promise.resolve(navigator.clipboard?.writeText(text).then(() => true)).catch(
      () => false,
    )
    setOutcome(isCopied ? 'Copied' : 'Not copied')
    setTimeout(() => setOutcome(undefined), isCopied ? 1_500 : 4_000)
  }
  return (
    <button
      class="button small"
      type="button"
      aria-label={outcome ? `${label}: ${outcome.toLowerCase()}` : label}
      onClick={copy}
    >
      {outcome ?? children}
    </button>
  )
}
