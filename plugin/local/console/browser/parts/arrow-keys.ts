/** How far each key goes in a list of so many. */
const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_at, count) => count - 1,
}

/**
 * Moves the focus among the buttons of a list, of which only one is a stop of the Tab key (ARIA Authoring Practices Guide, "Keyboard
 * Navigation Inside Components").
 */
export function moveByArrows(event: KeyboardEvent): void {
  const step = steps[event.key]
  const { currentTarget } = event
  if (!step || !(currentTarget instanceof HTMLElement) || !(event.target instanceof HTMLButtonElement)) return
  const buttons = [...currentTarget.querySelectorAll('button')]
  const at = buttons.indexOf(event.target)
  const next = buttons[step(at, buttons.length)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
