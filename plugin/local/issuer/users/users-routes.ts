import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { judgeClaim } from '../../../../providers/custom-claims.ts'
import { permissionsOf } from '../../../../tokens/permissions.ts'
import { formText, readForm } from '../../web/media-types.ts'
import { showPage } from '../../web/page-headers.ts'
import { onlyWithRunKey } from '../../web/run-key.ts'
import { sameOriginForms } from '../../web/same-origin-forms.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { failure, formStatus, problemPage } from '../pages/problem-page.ts'
import { formatClaims, parseClaims } from './claim-text.ts'
import { emailError, newPasswordError } from './credentials.ts'
import { reservedClaim } from './declared-users.ts'
import { groupsError, readGroups } from './read-groups.ts'
import { type UserPageOptions, userPage } from './user-page.ts'
import type { LocalUser } from './user-store.ts'
import { type UsersPageOptions, usersPage } from './users-page.ts'

const maxFormBytes = 32 * 1024
const back = { href: '/users', label: 'All users' }

const notices: Readonly<Record<string, string>> = {
  added: 'User added.',
  saved: 'User saved.',
  deleted: 'User deleted.',
}

/** `/users`: the users of the local issuer, with groups and permissions, for whoever works on this machine. */
export function usersRoutes(context: IssuerContext): Hono {
  const { url, users, scopes, profile, key, parts } = context
  const { token, guard } = sameOriginForms(url)
  const app = new Hono()
  app.use(
    onlyWithRunKey({ url, key, command: 'serverless local' }),
    bodyLimit({ maxSize: maxFormBytes }),
    guard,
  )

  const list = (c: Context, changes: Partial<UsersPageOptions> = {}, status: 200 | 409 | 422 = 200) => {
    const blank = { typed: { email: '', groups: '' }, errors: {} }
    return showPage(
      c,
      url,
      usersPage({ users: users.all(), scopes, token, parts, ...blank, ...changes }),
      status,
    )
  }

  app.get('/', (c) => list(c, { notice: notices[c.req.query('done') ?? ''] }))

  app.post('/', async (c) => {
    const { email, password, groups } = await formText(c, 'email', 'password', 'groups')
    const names = readGroups(groups)
    const typed = { email, groups }
    const errors = {
      email: emailError(email),
      password: password === '' ? undefined : newPasswordError(password),
      groups: groupsError(names),
    }
    if (Object.values(errors).some(Boolean)) return list(c, { typed, errors }, 422)
    const added = await users.add({ email, groups: names, password: password || undefined })
    const taken = { email: 'This email is already registered.' }
    return added ? c.redirect('/users?done=added', 303) : list(c, { typed, errors: taken }, 409)
  })

  const show = (
    c: Context,
    user: LocalUser,
    changes: Partial<UserPageOptions> = {},
    status: 200 | 422 = 200,
  ) => {
    const { groupsClaim } = profile
    const known = {
      permissions: permissionsOf(user, scopes),
      groups: user.groups.join(', '),
      claims: formatClaims(user.claims),
    }
    const claimNotes = notesOn(profile, user.claims)
    return showPage(
      c,
      url,
      userPage({ user, scopes, groupsClaim, token, parts, claimNotes, ...known, ...changes }),
      status,
    )
  }

  app.get('/:id', (c) => show(c, knownUser(users.find, c.req.param('id'))))

  app.post('/:id', async (c) => {
    const user = editableUser(users.find, c.req.param('id'))
    const { groups, claims } = await formText(c, 'groups', 'claims')
    const permissions = (await readForm(c)).getAll('permission').map(String)
    const names = readGroups(groups)
    const read = readClaims(profile, claims)
    const errors = { groups: groupsError(names), claims: read.error }
    if (errors.groups ?? errors.claims) return show(c, user, { groups, claims, permissions, errors }, 422)
    await users.update(user.id, (known) => ({
      groups: names,
      permissions: choice(known, scopes, permissions),
      claims: read.claims,
    }))
    return c.redirect('/users?done=saved', 303)
  })

  app.post('/:id/delete', async (c) => {
    await users.forget(editableUser(users.find, c.req.param('id')).email)
    return c.redirect('/users?done=deleted', 303)
  })

  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status === 404) {
      return showPage(c, url, problemPage('There is no such user. It may have been deleted.', back), 404)
    }
    if (error instanceof HTTPException && error.status === 409) {
      return showPage(c, url, problemPage(error.message, back), 409)
    }
    if (error instanceof HTTPException) {
      const reason = 'The form was not sent from this page, or was too long. Reload the page.'
      return showPage(c, url, problemPage(reason, back), formStatus(error))
    }
    context.log(`issuer: ${error.message}`)
    return showPage(c, url, problemPage(failure(error), back), 500)
  })
  return app
}

function knownUser(find: IssuerContext['users']['find'], id: string): LocalUser {
  const user = find((known) => known.id === id)
  if (!user) throw new HTTPException(404)
  return user
}

/** Those of a file are changed there. */
function editableUser(find: IssuerContext['users']['find'], id: string): LocalUser {
  const user = knownUser(find, id)
  if (user.declaredIn === undefined) return user
  throw new HTTPException(409, {
    message: `This user is in ${user.declaredIn}. Change or delete them there.`,
  })
}

function notesOn(profile: IssuerContext['profile'], claims: LocalUser['claims'] = {}): string[] {
  return Object.keys(claims).flatMap((name) => judgeClaim(profile, name)?.text ?? [])
}

interface ReadClaims {
  readonly claims?: LocalUser['claims']
  readonly error?: string | undefined
}

/** No claims are none: the user then has no such member. */
function readClaims(profile: IssuerContext['profile'], text: string): ReadClaims {
  const read = parseClaims(text)
  if ('error' in read) return read
  const reserved = reservedClaim(profile, read.claims)
  if (reserved) return { error: `${reserved}.` }
  return Object.keys(read.claims).length > 0
    ? { claims: read.claims as LocalUser['claims'] }
    : { claims: undefined }
}

/**
 * What is kept of the ticks. All of them are no choice, so that the user gets what the service adds later; permissions that
 * only another service of this state folder has are kept.
 */
function choice(user: LocalUser, scopes: readonly string[], ticked: readonly string[]): string[] | undefined {
  if (scopes.length === 0) return user.permissions
  if (scopes.every((scope) => ticked.includes(scope))) return undefined
  const elsewhere = user.permissions?.filter((scope) => !scopes.includes(scope)) ?? []
  return [...scopes.filter((scope) => ticked.includes(scope)), ...elsewhere]
}
