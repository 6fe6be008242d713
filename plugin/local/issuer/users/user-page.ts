import { html } from 'hono/html'
import { navigation, type RunPart } from '../../web/navigation.ts'
import { type Html, page } from '../../web/page.ts'
import { emailText, field } from '../pages/field.ts'
import { issuerStyle } from '../pages/issuer-style.ts'
import { scopeWords } from '../sign-in/scope-words.ts'
import type { LocalUser } from './user-store.ts'

export interface UserPageOptions {
  readonly user: LocalUser
  /** The service's scopes, plain names. */
  readonly scopes: readonly string[]
  /** Those of them that are ticked. */
  readonly permissions: readonly string[]
  /** As typed. */
  readonly groups: string
  /** The claim that holds them. */
  readonly groupsClaim: string
  readonly token: string
  /** What else the run has pages for. */
  readonly parts: readonly RunPart[]
  readonly error?: string | undefined
}

/** One user: groups, permissions, and the form that deletes the user. */
export function userPage(options: UserPageOptions): Html {
  const { user, groups, groupsClaim, token, error, parts } = options
  return page({
    title: error ? 'User not saved' : user.email,
    style: issuerStyle,
    nav: navigation({ mode: 'local', parts, current: '/users' }),
    main: html`<main class="narrow user">
      <div class="card">
        <div class="card-head">
          <h1 class="email">${emailText(user.email)}</h1>
          <p class="lead">Changes appear in tokens from the next sign-in or refresh.</p>
        </div>
        <form class="stack" method="post" action="/users/${user.id}" novalidate>
          <input type="hidden" name="token" value="${token}">
          ${field({
            name: 'groups',
            label: 'Groups',
            type: 'text',
            autocomplete: 'off',
            value: groups,
            hint: `Separated by commas; names may contain spaces. Claim in tokens: ${groupsClaim}.`,
            error,
            required: false,
            focus: error !== undefined,
          })}
          ${permissionChoice(options)}
          <button class="button primary wide" type="submit">Save</button>
        </form>
        <p class="aside"><a href="/users">All users</a></p>
      </div>
      ${deletion(user, token)}
    </main>`,
  })
}

function permissionChoice({ scopes, permissions }: UserPageOptions): Html {
  if (scopes.length === 0)
    return html`<p class="hint">No route of this service requires a scope, so there are no permissions.</p>`
  return html`<fieldset class="permissions" aria-describedby="permissions-hint">
            <legend>Permissions</legend>
            <p class="hint" id="permissions-hint">Scopes that this user's access tokens may contain.</p>
            ${scopes.map(
              (scope) => html`<label class="check">
              <input type="checkbox" name="permission" value="${scope}"${permissions.includes(scope) ? html` checked` : ''}>
              <span>${scopeWords(scope)}</span> <code>${scope}</code>
            </label>`,
            )}
          </fieldset>`
}

/** Opened first, so that nobody deletes by one slip; without a script. */
function deletion({ id, email }: LocalUser, token: string): Html {
  return html`<details class="card deletion">
        <summary>Delete this user</summary>
        <form class="stack" method="post" action="/users/${id}/delete">
          <input type="hidden" name="token" value="${token}">
          <p class="hint"><span class="email">${email}</span> is deleted immediately. Access tokens already issued stay valid until they expire, and data that the service stored is kept.</p>
          <button class="button bad wide" type="submit">Delete permanently</button>
        </form>
      </details>`
}
