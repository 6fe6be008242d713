import { h, render } from 'preact'
import { App } from './app.tsx'
import { decodeToken } from './parts/decode-token.ts'
import { server } from './server.ts'
import { beginSignIn, finishSignIn, resumeSignIn, type Tokens } from './session/sign-in.ts'
import { element, readSettings, type Settings } from './settings.ts'

/** Tokens live in this page's memory only. A reload forgets them, and gets new ones from the issuer's session. */
async function start(settings: Settings): Promise<void> {
  // Where the issuer does not answer, the page is that of nobody: its buttons ask again and say why.
  if (await resumeSignIn(settings).catch(() => false)) return
  for (const way of ['sign-in', 'sign-up'] as const) {
    const button = element(way, HTMLButtonElement)
    button.onclick = () => beginSignIn(settings, way).catch(showProblem)
    // Until now a click would have been lost.
    button.disabled = false
  }
  const tokens = await finishSignIn(settings).catch(showProblem)
  if (tokens) showSession(tokens)
  const routes = await server.routes().catch(({ message }: Error) => {
    showNotice(message)
    return []
  })
  render(h(App, { settings, tokens, routes }), element('app', HTMLElement))
  if (tokens) document.getElementById('tokens-title')?.focus()
}

function showSession({ id, signOut }: Tokens): void {
  const { payload } = decodeToken(id)
  const button = make('button', 'button small', 'Sign out')
  button.onclick = signOut
  const name = String(payload.get('email') ?? payload.get('name') ?? payload.get('sub'))
  element('session', HTMLElement).replaceChildren(make('span', 'who', name), button)
}

/** A new element with a text, which is never read as markup. */
function make(tag: string, className: string, text: string): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

function showProblem(problem: unknown): undefined {
  showNotice(problem instanceof Error ? describe(problem) : 'Sign-in failed.')
}

function showNotice(text: string): void {
  const notice = element('notice', HTMLElement)
  notice.textContent = text
  notice.hidden = false
}

/** The issuer's own words are more useful than the library's. */
function describe(problem: Error & { error?: unknown; error_description?: unknown }): string {
  const reason = problem.error_description ?? problem.error ?? problem.message
  return `Sign-in failed: ${String(reason)}`
}

void start(readSettings())
