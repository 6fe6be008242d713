import { Hono } from 'hono'
import { z } from 'zod'
import type { IssuerContext } from '../issuer-context.ts'
import { firstIssue, onlyWithKey, refuse } from '../program-requests.ts'
import { isEmail, newPasswordError, normalizeEmail } from './credentials.ts'
import { reservedClaim } from './declared-users.ts'
import { groupsError } from './read-groups.ts'
import { toDocument } from './user-document.ts'

/** An email; a word without `@` is one at example.com. */
export const UserName = z
  .string()
  .transform((name) => (name.includes('@') ? name : `${name}@example.com`).trim())
  .refine(isEmail, 'must be an email address, or the part before its @')

const ForgetRequest = z.strictObject({ user: UserName })

const AddRequest = z.strictObject({
  email: UserName,
  groups: z
    .array(z.string().min(1))
    .default([])
    .superRefine((groups, ctx) =>
      addIssue(ctx, groupsError(groups) && 'must be names that a token can hold'),
    ),
  permissions: z.array(z.string()).optional(),
  name: z.string().trim().min(1).optional(),
  claims: z.record(z.string().min(1), z.json()).optional(),
  password: z
    .string()
    .superRefine((password, ctx) =>
      addIssue(ctx, newPasswordError(password) && 'must have at least 8 characters'),
    )
    .optional(),
})

/** `/_claimcheck/users`: reads and adds users; `DELETE /_claimcheck/user` forgets one. For programs that hold the run's key. */
export function usersApi({ key, users, scopes, profile }: IssuerContext): Hono {
  const app = new Hono()
  app.on(['GET', 'POST'], '/users', onlyWithKey(key))
  app.on('DELETE', '/user', onlyWithKey(key))
  app.get('/users', (c) => c.json({ users: users.all().map(toDocument) }))
  app.post('/users', async (c) => {
    const request = AddRequest.safeParse(await c.req.json().catch(() => undefined))
    if (!request.success) return refuse(c, 400, firstIssue(request.error))
    const { permissions = [], claims = {} } = request.data
    const unknown = permissions.filter((name) => !scopes.includes(name))
    if (unknown.length > 0)
      return refuse(
        c,
        400,
        `No such scope: ${unknown.join(', ')}. Available: ${scopes.join(', ') || 'none'}.`,
      )
    const reserved = reservedClaim(profile, claims)
    if (reserved) return refuse(c, 400, `${reserved}.`)
    const added = await users.add(request.data)
    if (!added) return refuse(c, 409, `${request.data.email} is already a user.`)
    return c.json(toDocument(added), 201)
  })
  app.delete('/user', async (c) => {
    const request = ForgetRequest.safeParse(await c.req.json().catch(() => undefined))
    if (!request.success) return refuse(c, 400, firstIssue(request.error))
    const known = users.find(({ email }) => email === normalizeEmail(request.data.user))
    if (known?.declaredIn) return refuse(c, 409, `This user is in ${known.declaredIn}: remove them there.`)
    await users.forget(request.data.user)
    return c.body(null, 204)
  })
  return app
}

function addIssue(ctx: z.RefinementCtx, message: string | undefined): void {
  if (message !== undefined) ctx.addIssue({ code: 'custom', message })
}
