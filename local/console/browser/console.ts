import { callApi, connectRequestForm } from './call-api.ts'
import { decodeToken } from './decode-token.ts'
import { element, make } from './element.ts'
import { readSettings, type Settings } from './settings.ts'
import { showTokens } from './show-tokens.ts'
import { beginSignIn, finishSignIn, type Tokens } from './sign-in.ts'

/** Tokens live in this function's variables only: a reload forgets them, and signing in again takes one click. */
async function start(settings: Settings): Promise<void> {
  for (const [id, newAccount] of [
    ['sign-in', false],
    ['sign-up', true],
  ] as const) {
    element(id, HTMLButtonElement).onclick = () => beginSignIn(settings, newAccount).catch(showProblem)
  }
  const tokens = await finishSignIn(settings)
  if (!tokens) return
  element('welcome', HTMLElement).hidden = true
  showSession(tokens)
  showTokens(tokens)
  connectRequestForm(settings, tokens)
  element('tokens-title', HTMLElement).focus()
  await callFirst(settings, tokens)
}

/** Shows at once that the API takes the token: the answer itself may be below the edge of the window. */
async function callFirst({ apiUrl }: Settings, { access }: Tokens): Promise<void> {
  const words = await callApi(apiUrl, { method: 'GET', path: '/profile', token: access, body: undefined })
  const link = make('a', '', 'See the answer')
  link.setAttribute('href', '#call')
  const line = [
    'The API was asked for your profile with the access token: ',
    make('strong', '', words),
    '. ',
    link,
  ]
  element('first-call', HTMLElement).replaceChildren(...line)
}

function showSession({ id, signOutUrl }: Tokens): void {
  const { payload } = decodeToken(id)
  const signOut = make('button', 'button small', 'Sign out')
  signOut.onclick = () => location.assign(signOutUrl)
  const name = String(payload.get('email') ?? payload.get('sub'))
  element('session', HTMLElement).replaceChildren(make('span', 'who', name), signOut)
}

function showProblem(problem: unknown): void {
  const notice = element('notice', HTMLElement)
  notice.textContent = problem instanceof Error ? describe(problem) : 'Signing in did not work.'
  notice.hidden = false
}

/** What the issuer said is more to the point than what the library says of it. */
function describe(problem: Error & { error?: unknown; error_description?: unknown }): string {
  const reason = problem.error_description ?? problem.error ?? problem.message
  return `Signing in did not work: ${String(reason)}`
}

start(readSettings()).catch(showProblem)
