import { h, render } from 'preact'
import { App } from './app.tsx'
import { decodeToken } from './decode-token.ts'
import { element, readSettings, type Settings } from './settings.ts'
import { beginSignIn, finishSignIn, type Tokens } from './sign-in.ts'

/** Tokens live in this page's memory only: a reload forgets them, and signing in again takes one click. */
async function start(settings: Settings): Promise<void> {
  for (const [id, newAccount] of [
    ['sign-in', false],
    ['sign-up', true],
  ] as const) {
    element(id, HTMLButtonElement).onclick = () => beginSignIn(settings, newAccount).catch(showProblem)
  }
  const tokens = await finishSignIn(settings).catch(showProblem)
  if (tokens) showSession(tokens, settings)
  render(h(App, { settings, tokens }), element('app', HTMLElement))
  if (tokens) element('tokens-title', HTMLElement).focus()
}

function showSession({ id, signOut }: Tokens, { usersUrl }: Settings): void {
  element('welcome', HTMLElement).hidden = true
  const { payload } = decodeToken(id)
  const button = make('button', 'button small', 'Sign out')
  button.onclick = signOut
  const name = String(payload.get('email') ?? payload.get('name') ?? payload.get('sub'))
  const users = make('a', '', 'Users')
  users.setAttribute('href', usersUrl)
  element('session', HTMLElement).replaceChildren(
    ...(usersUrl ? [users] : []),
    make('span', 'who', name),
    button,
  )
}

/** A new element holding text or other elements. Text is never read as markup. */
function make(tag: string, className: string, text: string): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

function showProblem(problem: unknown): undefined {
  const notice = element('notice', HTMLElement)
  notice.textContent = problem instanceof Error ? describe(problem) : 'Sign-in failed.'
  notice.hidden = false
}

/** The issuer's own words are more useful than the library's. */
function describe(problem: Error & { error?: unknown; error_description?: unknown }): string {
  const reason = problem.error_description ?? problem.error ?? problem.message
  return `Sign-in failed: ${String(reason)}`
}

void start(readSettings())
