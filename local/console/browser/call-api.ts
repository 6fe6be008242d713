import { element } from './element.ts'
import type { Settings } from './settings.ts'
import { showAnswer, showFailure } from './show-answer.ts'
import type { Tokens } from './sign-in.ts'

export interface ApiCall {
  readonly method: string
  readonly path: string
  readonly token: string | undefined
  /** Sent as JSON. */
  readonly body: Readonly<Record<string, unknown>> | undefined
}

/** Makes the form live: whatever it says is sent, and the answer is shown beside it. */
export function connectRequestForm({ apiUrl }: Settings, tokens: Tokens): void {
  const form = element('request', HTMLFormElement)
  const showBody = () => {
    const body = element('body', HTMLFieldSetElement)
    body.hidden = body.disabled = !chosen(form, 'route').startsWith('POST ')
  }
  form.onchange = showBody
  form.onsubmit = (event) => {
    event.preventDefault()
    void callApi(apiUrl, readCall(form, tokens))
  }
  showBody()
  element('call', HTMLElement).hidden = false
}

/**
 * Sends one request and shows status, headers and body, or why there was no answer.
 *
 * @returns the status in words.
 */
export async function callApi(apiUrl: string, call: ApiCall): Promise<string> {
  const { method, path, token, body } = call
  const headers = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(body ? { 'content-type': 'application/json' } : {}),
  }
  try {
    const startedAt = performance.now()
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    return showAnswer({ call, response, text, durationMs: performance.now() - startedAt })
  } catch {
    return showFailure(
      call,
      `No answer from ${apiUrl}. Is it running, and does it allow calls from ${location.origin}?`,
    )
  }
}

function readCall(form: HTMLFormElement, tokens: Tokens): ApiCall {
  const [method = 'GET', path = '/'] = chosen(form, 'route').split(' ')
  const use = chosen(form, 'token')
  const token = use === 'id' ? tokens.id : use === 'access' ? tokens.access : undefined
  return { method, path, token, body: method === 'POST' ? readBody(form) : undefined }
}

function readBody(form: HTMLFormElement): Record<string, unknown> {
  const text = (name: string) => String(new FormData(form).get(name) ?? '').trim()
  const interests = text('interests')
    .split(',')
    .map((interest) => interest.trim())
    .filter(Boolean)
  return {
    displayName: text('displayName'),
    ...(text('bio') ? { bio: text('bio') } : {}),
    ...(interests.length > 0 ? { interests } : {}),
  }
}

function chosen(form: HTMLFormElement, name: string): string {
  return String(new FormData(form).get(name) ?? '')
}
