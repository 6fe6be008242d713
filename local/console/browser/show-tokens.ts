import { type DecodedToken, decodeToken, type Members } from './decode-token.ts'
import { element, make } from './element.ts'
import type { Tokens } from './sign-in.ts'

const timeClaims = new Set(['exp', 'iat', 'nbf', 'auth_time', 'updated_at'])

/** Both tokens side by side; what one has alone, or has otherwise than the other, is marked. */
export function showTokens(tokens: Tokens): void {
  const id = decodeToken(tokens.id)
  const access = decodeToken(tokens.access)
  showToken('id', id, access)
  showToken('access', access, id)
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    button.onclick = () => copy(button, button.dataset.copy === 'id' ? tokens.id : tokens.access)
  }
  element('tokens', HTMLElement).hidden = false
}

function showToken(use: string, token: DecodedToken, other: DecodedToken): void {
  element(`${use}-header`, HTMLElement).replaceChildren(...claimRows(token.header, other.header))
  element(`${use}-payload`, HTMLElement).replaceChildren(...claimRows(token.payload, other.payload))
}

type Mark = 'only' | 'differs' | 'same'

const badges: Readonly<Record<Mark, string>> = { only: 'only here', differs: 'differs', same: '' }

function claimRows(members: Members, others: Members): HTMLElement[] {
  return [...members]
    .toSorted(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
    .map(([name, value]) => claimRow(name, value, markOf(name, value, others)))
}

function claimRow(name: string, value: unknown, mark: Mark): HTMLElement {
  const badge = mark === 'same' ? '' : make('span', `badge ${mark}`, badges[mark])
  const row = make('div', 'claim', make('dt', '', name, badge), make('dd', '', ...readable(name, value)))
  row.dataset.claim = name
  return row
}

function markOf(name: string, value: unknown, others: Members): Mark {
  if (!others.has(name)) return 'only'
  return sameValue(value, others.get(name)) ? 'same' : 'differs'
}

/** The claims that an authorizer looks at first, in its order; the rest by name. */
function rank(name: string): number {
  const order = ['alg', 'kid', 'typ', 'iss', 'aud', 'client_id', 'exp', 'nbf', 'iat', 'scope', 'scp', 'sub']
  const place = order.indexOf(name)
  return place < 0 ? order.length : place
}

function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function readable(name: string, value: unknown): (string | Node)[] {
  const json = make('code', '', inOneLineOrMore(value))
  if (!timeClaims.has(name) || typeof value !== 'number') return [json]
  return [json, make('span', 'time', new Date(value * 1000).toLocaleString())]
}

function inOneLineOrMore(value: unknown): string {
  const line = JSON.stringify(value)
  return line.length > 40 && typeof value === 'object' ? JSON.stringify(value, undefined, 2) : line
}

async function copy(button: HTMLButtonElement, token: string): Promise<void> {
  const label = button.textContent
  await navigator.clipboard.writeText(token)
  button.textContent = 'Copied'
  setTimeout(() => {
    button.textContent = label
  }, 1500)
}
