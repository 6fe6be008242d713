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
  /** As typed: `name=value`, one on each line. */
  readonly claims: string
  /** What to know of the claims that the user has. */
  readonly claimNotes: readonly string[]
  readonly token: string
  /** What else the run has pages for. */
  readonly parts: readonly RunPart[]
  readonly errors?: Readonly<Partial<Record<'groups' | 'claims', string | undefined>>>
}

/** One user: groups, permissions, and the form that deletes the user. */
export function userPage(options: UserPageOptions): Html {
  const { user, token, errors = {} } = options
  if (user.declaredIn !== undefined) return declaredUserPage(options, user.declaredIn)
  const lead = html`Changes appear in tokens from the next sign-in or refresh.`
  const title = Object.values(errors).some(Boolean) ? 'User not saved' : user.email
  return framed(options, { title, lead, content: editForm(options), below: deletion(user, token) })
}

interface Frame {
  readonly title: string
  readonly lead: Html
  readonly content: Html
  readonly below?: Html
}

function framed({ user, parts }: UserPageOptions, { title, lead, content, below }: Frame): Html {
  return page({
    title,
    style: issuerStyle,
    nav: navigation({ mode: 'local', parts, current: '/users' }),
    main: html`<main class="narrow user">
      <div class="card">
        <div class="card-head">
          <h1 class="email">${emailText(user.email)}</h1>
          <p class="lead">${lead}</p>
        </div>
        ${content}
        <p class="aside"><a href="/users">All users</a></p>
      </div>
      ${below ?? ''}
    </main>`,
  })
}

function editForm(options: UserPageOptions): Html {
  const { user, groups, groupsClaim, claims, claimNotes, token, errors = {} } = options
  return html`<form class="stack" method="post" action="/users/${user.id}" novalidate>
          <input type="hidden" name="token" value="${token}">
          ${field({
            name: 'groups',
            label: 'Groups',
            type: 'text',
            autocomplete: 'off',
            value: groups,
            hint: `Separated by commas; names may contain spaces. Claim in tokens: ${groupsClaim}.`,
            error: errors.groups,
            required: false,
            focus: errors.groups !== undefined,
          })}
          ${permissionChoice(options)}
          ${field({
            name: 'claims',
            label: 'Custom claims',
            type: 'text',
            rows: Math.max(3, claims.split('\n').length),
            autocomplete: 'off',
            value: claims,
            hint: 'One on each line: name=value, such as tenant_id=acme. A value may be JSON.',
            error: errors.claims,
            required: false,
            focus: errors.groups === undefined && errors.claims !== undefined,
          })}
          ${notes(claimNotes)}
          <button class="button primary wide" type="submit">Save</button>
        </form>`
}

function notes(lines: readonly string[]): Html {
  return html`${lines.map((line) => html`<p class="hint">${line}.</p>`)}`
}

/** A user of a file: to be looked at here, and changed there. */
function declaredUserPage(options: UserPageOptions, file: string): Html {
  const { user, scopes, groups, claims, claimNotes } = options
  const rows = [
    ['Groups', groups || 'None'],
    [
      'Permissions',
      scopes.length === 0 ? 'None: no route requires a scope' : (user.permissions?.join(', ') ?? 'All'),
    ],
    ['Custom claims', claims || 'None'],
    ['Password', passwordText(user, file)],
  ] as const
  return framed(options, {
    title: user.email,
    lead: html`This user is in <code>${file}</code>. Change or delete them there.`,
    content: html`<dl class="declared">${rows.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>
        ${notes(claimNotes)}`,
  })
}

function passwordText({ isPasswordDeclared, hasPassword }: LocalUser, file: string): string {
  if (isPasswordDeclared) return `The one in ${file}`
  return hasPassword ? 'Chosen at sign-up, on this machine' : 'None yet; the user chooses it at sign-up'
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
