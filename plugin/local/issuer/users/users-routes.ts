import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { permissionsOf } from '../../../../tokens/permissions.ts'
import { formText, readForm } from '../../web/media-types.ts'
import { showPage } from '../../web/page-headers.ts'
import { onlyWithRunKey } from '../../web/run-key.ts'
import { sameOriginForms } from '../../web/same-origin-forms.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { failure, formStatus, problemPage } from '../pages/problem-page.ts'
import { emailError, newPasswordError } from './credentials.ts'
import { groupsError, readGroups } from './read-groups.ts'
import { userPage } from './user-page.ts'
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

  app.get('/:id', (c) => {
    const user = knownUser(users.find, c.req.param('id'))
    const permissions = permissionsOf(user, scopes)
    const groups = user.groups.join(', ')
    return showPage(
      c,
      url,
      userPage({ user, scopes, permissions, groups, groupsClaim: profile.groupsClaim, token, parts }),
    )
  })

  app.post('/:id', async (c) => {
    const user = knownUser(users.find, c.req.param('id'))
    const { groups } = await formText(c, 'groups')
    const permissions = (await readForm(c)).getAll('permission').map(String)
    const names = readGroups(groups)
    const error = groupsError(names)
    if (error) {
      const { groupsClaim } = profile
      return showPage(
        c,
        url,
        userPage({ user, scopes, permissions, groups, groupsClaim, token, error, parts }),
        422,
      )
    }
    await users.update(user.id, (known) => ({
      groups: names,
      permissions: choice(known, scopes, permissions),
    }))
    return c.redirect('/users?done=saved', 303)
  })

  app.post('/:id/delete', async (c) => {
    await users.forget(knownUser(users.find, c.req.param('id')).email)
    return c.redirect('/users?done=deleted', 303)
  })

  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status === 404) {
      return showPage(c, url, problemPage('There is no such user. It may have been deleted.', back), 404)
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
