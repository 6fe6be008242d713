import { html } from 'hono/html'
import { permissionsOf } from '../../../../tokens/permissions.ts'
import { navigation, type RunPart } from '../../web/navigation.ts'
import { type Html, page } from '../../web/page.ts'
import { emailText, field } from '../pages/field.ts'
import { issuerStyle } from '../pages/issuer-style.ts'
import type { LocalUser } from './user-store.ts'

/** What was typed for a new user. */
export interface NewUser {
  readonly email: string
  readonly groups: string
}

export interface UsersPageOptions {
  /** In order. */
  readonly users: readonly LocalUser[]
  /** The service's scopes, plain names. */
  readonly scopes: readonly string[]
  readonly token: string
  /** What else the run has pages for. */
  readonly parts: readonly RunPart[]
  /** What was done just now. */
  readonly notice?: string | undefined
  readonly typed: NewUser
  readonly errors: Readonly<Partial<Record<'email' | 'password' | 'groups', string | undefined>>>
}

/** All users, and the form for one more. */
export function usersPage(options: UsersPageOptions): Html {
  const { users, scopes, notice, errors, parts } = options
  const failed = Object.values(errors).some(Boolean)
  return page({
    title: failed ? 'User not added' : 'Users',
    style: issuerStyle,
    nav: navigation({ mode: 'local', parts, current: '/users' }),
    main: html`<main class="users">
      <header class="users-head">
        <div>
          <h1>Users</h1>
          <p class="lead">The users of the local issuer. Changes appear in tokens from the next sign-in or refresh.</p>
        </div>
      </header>
      <p class="done" role="status">${notice ?? ''}</p>
      <section class="card" aria-labelledby="users-title">
        <h2 id="users-title">${userCount(users.length)}</h2>
        ${
          users.length > 0
            ? html`<ul class="users-list">${users.map((user) => userRow(user, scopes))}</ul>`
            : html`<p class="lead">Add a user here, or sign up in the <a href="/">console</a>.</p>`
        }
      </section>
      ${addForm(options)}
    </main>`,
  })
}

function userCount(count: number): string {
  if (count === 0) return 'No users yet'
  return count === 1 ? '1 user' : `${count} users`
}

function userRow(user: LocalUser, scopes: readonly string[]): Html {
  const { id, email, groups, declaredIn } = user
  return html`<li class="user-row">
            <span class="initial" aria-hidden="true">${email.charAt(0).toUpperCase()}</span>
            <div>
              <h3>${emailText(email)}</h3>
              <p class="groups">${
                groups.length > 0
                  ? groups.map((name) => html`<span class="group">${name}</span> `)
                  : html`<span class="hint">No groups</span>`
              }</p>
              <p class="hint">${summary(user, scopes)}</p>
              ${declaredIn === undefined ? '' : html`<p class="hint">From <code>${declaredIn}</code></p>`}
            </div>
            ${
              declaredIn === undefined
                ? html`<a class="button small" href="/users/${id}" aria-label="Edit ${email}">Edit</a>`
                : html`<a class="button small" href="/users/${id}" aria-label="View ${email}">View</a>`
            }
          </li>`
}

function summary(user: LocalUser, scopes: readonly string[]): string {
  const password = user.hasPassword ? '' : 'No password yet; the user chooses it at sign-up'
  return [permissionSummary(user, scopes), password].filter(Boolean).join(' · ')
}

function permissionSummary(user: LocalUser, scopes: readonly string[]): string {
  const held = permissionsOf(user, scopes)
  if (scopes.length === 0) return ''
  if (held.length === scopes.length) return 'All permissions'
  return held.length > 0 ? `Permissions: ${held.join(', ')}` : 'No permissions'
}

function addForm({ token, typed, errors }: UsersPageOptions): Html {
  return html`<section class="card" aria-labelledby="add-title">
        <div class="card-head"><h2 id="add-title">Add a user</h2></div>
        <form class="stack" method="post" action="/users" novalidate>
          <input type="hidden" name="token" value="${token}">
          ${field({ name: 'email', label: 'Email', type: 'email', autocomplete: 'off', value: typed.email, error: errors.email, focus: errors.email !== undefined })}
          ${field({
            name: 'password',
            label: 'Password',
            type: 'password',
            autocomplete: 'new-password',
            value: '',
            hint: 'At least 8 characters. Leave empty to let the user choose it at sign-up.',
            error: errors.password,
            required: false,
            focus: !errors.email && errors.password !== undefined,
          })}
          ${field({
            name: 'groups',
            label: 'Groups',
            type: 'text',
            autocomplete: 'off',
            value: typed.groups,
            hint: 'Separated by commas, such as admin, Billing Team.',
            error: errors.groups,
            required: false,
            focus: !errors.email && !errors.password && errors.groups !== undefined,
          })}
          <button class="button primary wide" type="submit">Add user</button>
        </form>
      </section>`
}
