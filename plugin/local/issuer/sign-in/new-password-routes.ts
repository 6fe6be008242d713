import { Hono } from 'hono'
import type Provider from 'oidc-provider'
import { formText } from '../../web/media-types.ts'
import { showPage } from '../../web/page-headers.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { currentInteraction, type Env, login, resume } from '../oidc/interaction.ts'
import { emailError, newPasswordError, normalizeEmail } from '../users/credentials.ts'
import { forgottenPage } from './forgotten-page.ts'
import { newPasswordPage } from './new-password-page.ts'
import { codeMinutes, createPasswordResets } from './password-resets.ts'

const wrongCode = 'Wrong code. Use the newest one in the terminal.'
const codeExpired = 'This code has expired. Get a new one; after five wrong codes, wait ten minutes first.'

/** For users who forgot their password: request a code, then enter it and a new password. */
export function newPasswordRoutes(context: IssuerContext, provider: Provider): Hono<Env> {
  const { url, users, now, log } = context
  const resets = createPasswordResets(now)
  const app = new Hono<Env>()

  app.get('/:uid/forgotten', async (c) => {
    const { uid, params } = await currentInteraction(c, provider)
    const email = typeof params.login_hint === 'string' ? params.login_hint : ''
    return showPage(c, url, forgottenPage({ uid, email }))
  })

  app.post('/:uid/forgotten', async (c) => {
    const { uid } = await currentInteraction(c, provider)
    const { email } = await formText(c, 'email')
    const error = emailError(email)
    if (error) return showPage(c, url, forgottenPage({ uid, email, error }), 422)
    const user = users.find((known) => known.email === normalizeEmail(email))
    const isElsewhere = user?.isPasswordDeclared === true
    const code = resets.begin(uid, email, isElsewhere ? undefined : user?.id)
    log(isElsewhere ? elsewhereLine(user.declaredIn) : codeLine(code, user !== undefined))
    return c.redirect(`/sign-in/${uid}/new-password`, 303)
  })

  app.get('/:uid/new-password', async (c) => {
    const { uid } = await currentInteraction(c, provider)
    const email = resets.emailOf(uid)
    if (email === undefined) return c.redirect(`/sign-in/${uid}/forgotten`, 303)
    return showPage(c, url, newPasswordPage({ uid, email, errors: {} }))
  })

  app.post('/:uid/new-password', async (c) => {
    const { uid } = await currentInteraction(c, provider)
    const email = resets.emailOf(uid)
    if (email === undefined) return c.redirect(`/sign-in/${uid}/forgotten`, 303)
    const { code, password } = await formText(c, 'code', 'password')
    const refuse = (errors: { code?: string; password?: string }) =>
      showPage(c, url, newPasswordPage({ uid, email, errors }), 422)
    // Before the code is looked at: a password that is too short costs no try.
    const tooShort = newPasswordError(password)
    if (tooShort) return refuse({ password: tooShort })
    const redeemed = resets.redeem(uid, code)
    if (typeof redeemed === 'string') return refuse({ code: redeemed === 'wrong' ? wrongCode : codeExpired })
    const user = await users.setPassword(redeemed.userId, password)
    return user ? resume(c, provider, login(context, user)) : refuse({ code: codeExpired })
  })
  return app
}

function elsewhereLine(file = ''): string {
  return `New password: this user's password is in ${file}, so there is no code. Change it there.`
}

/** Printed instead of an email. The page shows the same in each case. */
function codeLine(code: string | undefined, known: boolean): string {
  if (!known) return 'New password: no user here has the requested email, so there is no code.'
  if (!code) return 'New password: too many wrong codes for this email. Try again in ten minutes.'
  return `New password: the code is ${code}, valid for ${codeMinutes} minutes.`
}
