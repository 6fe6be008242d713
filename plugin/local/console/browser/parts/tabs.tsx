import type { ComponentChild } from 'preact'
import { useRef } from 'preact/hooks'

interface TabsProps {
  readonly tabs: Readonly<Record<string, ComponentChild>>
  readonly chosen: string
  readonly choose: (name: string) => void
}

/** Tabs that the arrow keys move between (ARIA Authoring Practices Guide, "Tabs Pattern"). */
export function Tabs({ tabs, chosen, choose }: TabsProps) {
  const list = useRef<HTMLDivElement>(null)
  const names = Object.keys(tabs)
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const next = (names.indexOf(chosen) + step + names.length) % names.length
    choose(names[next] ?? chosen)
    list.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div class="stack" id="details" tabIndex={-1}>
      <div class="tabs" role="tablist" aria-label="Request and response" ref={list} onKeyDown={move}>
        {names.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === chosen}
            aria-controls="tab-panel"
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => choose(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div class="stack tight" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${chosen}`}>
        {tabs[chosen]}
      </div>
    </div>
  )
}
