import type { Page } from 'playwright-core'

/**
 * The controls that the Tab key does not reach within `most` stops, from the top of the page, with Enter on the links that skip. A
 * group of radio buttons is one stop, as arrow keys move in it.
 */
export async function beyondKeyboard(page: Page, most: number): Promise<string[]> {
  const controls = await markControls(page)
  const reached = new Map<string, number>()
  // Each way is the stops at which Enter was pressed; the short ones come first.
  const ways: number[][] = [[]]
  for (const way of ways) {
    await fromTheTop(page)
    for (let stop = 1; stop <= most; stop++) {
      await page.keyboard.press('Tab')
      const { mark, isSkip } = await focused(page)
      if (isSkip && way.includes(stop)) await page.keyboard.press('Enter')
      else if (isSkip && stop < (reached.get(mark) ?? most)) ways.push([...way, stop])
      reached.set(mark, Math.min(stop, reached.get(mark) ?? most))
    }
  }
  return controls.filter((control) => !reached.has(control))
}

/** Both run in the page, where the types of these tests do not reach. */
const inPage = {
  top: `
    scrollTo(0, 0)
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')`,
  mark: `
    [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
      .filter((control) => control.checkVisibility() && control.tabIndex >= 0)
      .filter((control) => !control.matches(':disabled, [type="hidden"], [type="radio"]:not(:checked)'))
      .map((control, index) => {
        const name = control.getAttribute('aria-label') ?? control.textContent.trim()
        return (control.dataset.stop = index + ' ' + control.localName + ' ' + name.slice(0, 40))
      })`,
  focused: `({
    mark: document.activeElement.dataset.stop ?? '',
    isSkip: document.activeElement.matches('.skip'),
  })`,
} as const

async function fromTheTop(page: Page): Promise<void> {
  await page.evaluate(inPage.top)
}

/** Numbers what can have the focus, and names it for the reader. */
function markControls(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(inPage.mark)
}

function focused(page: Page): Promise<{ mark: string; isSkip: boolean }> {
  return page.evaluate<{ mark: string; isSkip: boolean }>(inPage.focused)
}
