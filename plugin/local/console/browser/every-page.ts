/**
 * What every page runs before it is painted: the colors that were chosen, and the link that skips the masthead. It is a classic
 * script, so that the wrong colors never show, and imports nothing.
 */
const choices = ['auto', 'light', 'dark'] as const
const storageKey = 'claimcheck.colors'

type Choice = (typeof choices)[number]

/** Undefined where the browser blocks it and throws at the mere name (HTML Standard section 12.2.3): then a choice lasts for the page. */
function storage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

function readChoice(): Choice {
  const stored = storage()?.getItem(storageKey)
  return choices.find((choice) => choice === stored) ?? 'auto'
}

function show(choice: Choice): void {
  document.documentElement.dataset.colors = choice
  const label = `Colors: ${choice}. Change to ${after(choice)}`
  for (const name of ['aria-label', 'title']) document.getElementById('colors')?.setAttribute(name, label)
}

function after(choice: Choice): Choice {
  return choices[(choices.indexOf(choice) + 1) % choices.length] ?? 'auto'
}

function skipTo(id: string, event: Event): void {
  // The address of the console names what it shows: a jump must not change it.
  event.preventDefault()
  document.getElementById(id)?.focus()
}

show(readChoice())
document.addEventListener('DOMContentLoaded', () => show(readChoice()))
// Another tab of the console.
window.addEventListener('storage', ({ key }) => {
  if (key === storageKey) show(readChoice())
})
document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target.closest('#colors, .skip') : null
  if (target?.id === 'colors') {
    const next = after((document.documentElement.dataset.colors ?? 'auto') as Choice)
    show(next)
    storage()?.setItem(storageKey, next)
  } else if (target) skipTo(target.getAttribute('href')?.slice(1) ?? '', event)
})
