import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import type Provider from 'oidc-provider'
import { errors } from 'oidc-provider'
import { formText } from '../../web/media-types.ts'
import { showPage } from '../../web/page-headers.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { currentInteraction, type Env, login, resume } from '../oidc/interaction.ts'
import type { CredentialErrors } from '../pages/credentials-form.ts'
import { failure, formStatus, problemPage } from '../pages/problem-page.ts'
import { signInPage, signUpPage } from '../pages/sign-in-page.ts'
import { emailError, newPasswordError } from '../users/credentials.ts'
import { consentPage } from './consent-page.ts'
import { consentRoutes } from './consent-routes.ts'
import { newPasswordRoutes } from './new-password-routes.ts'
import { openQuestion } from './open-question.ts'

const maxFormBytes = 16 * 1024

/** The pages that `oidc-provider` sends a user to, to sign in or to give consent. */
export function signInRoutes(context: IssuerContext, provider: Provider): Hono<Env> {
  const { url: origin, users, otherConsoles = [] } = context
  // A form's answer leads back to the console that began the sign-in, and the policy counts that too.
  const url = [origin, ...otherConsoles].join(' ')
  const withoutPassword = () =>
    users.find(({ declaredIn, hasPassword }) => declaredIn !== undefined && !hasPassword)?.declaredIn
  const app = new Hono<Env>()
  app.use(csrf({ origin }), bodyLimit({ maxSize: maxFormBytes }))
  app.route('/', consentRoutes(context, provider))
  app.route('/', newPasswordRoutes(context, provider))

  app.get('/:uid', async (c) => {
    const interaction = await currentInteraction(c, provider)
    const { uid, prompt, params } = interaction
    if (prompt.name !== 'login') {
      const question = await openQuestion(context, provider, interaction)
      if (!question) return resume(c, provider, { consent: {} })
      const { client, user, scopes } = question
      return showPage(c, url, consentPage({ uid, client, email: user.email, scopes }))
    }
    if (params.screen_hint === 'signup') return c.redirect(`/sign-in/${uid}/new-account`, 303)
    const email = typeof params.login_hint === 'string' ? params.login_hint : ''
    return showPage(c, url, signInPage({ uid, email, errors: {}, withoutPassword: withoutPassword() }))
  })

  app.post('/:uid', async (c) => {
    const { uid } = await currentInteraction(c, provider)
    const { email, password } = await formText(c, 'email', 'password')
    const user = await users.authenticate(email, password)
    if (user) return resume(c, provider, login(context, user))
    const wrong = { password: 'Wrong email or password.' }
    return showPage(
      c,
      url,
      signInPage({ uid, email, errors: wrong, withoutPassword: withoutPassword() }),
      422,
    )
  })

  app.get('/:uid/new-account', async (c) => {
    const { uid } = await currentInteraction(c, provider)
    return showPage(c, url, signUpPage({ uid, email: '', errors: {} }))
  })

  app.post('/:uid/new-account', async (c) => {
    const { uid } = await currentInteraction(c, provider)
    const { email, password } = await formText(c, 'email', 'password')
    const wrong: CredentialErrors = { email: emailError(email), password: newPasswordError(password) }
    if (wrong.email || wrong.password) return showPage(c, url, signUpPage({ uid, email, errors: wrong }), 422)
    const user = await users.signUp(email, password)
    if (user) return resume(c, provider, login(context, user))
    const taken = { email: 'This email is already registered. Sign in, or use another address.' }
    return showPage(c, url, signUpPage({ uid, email, errors: taken }), 409)
  })

  app.onError((error, c) => {
    if (error instanceof errors.SessionNotFound) {
      return showPage(c, url, problemPage('This sign-in has expired or was started in another browser.'), 400)
    }
    if (error instanceof HTTPException) {
      return showPage(
        c,
        url,
        problemPage('The form was not sent from this page, or was too long.'),
        formStatus(error),
      )
    }
    context.log(`issuer: ${error.message}`)
    return showPage(c, url, problemPage(failure(error)), 500)
  })
  return app
}
