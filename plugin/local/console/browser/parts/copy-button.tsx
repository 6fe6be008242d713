import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

interface CopyButtonProps {
  readonly text: string
  /** What it copies, for screen readers. */
  readonly label: string
  readonly children: ComponentChildren
}

export function CopyButton({ text, label, children }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1_500)
  }
  return (
    <button
      class="button small"
      type="button"
      aria-label={isCopied ? `${label}: copied` : label}
      onClick={copy}
    >
      {isCopied ? 'Copied' : children}
    </button>
  )
}
