import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import type Provider from 'oidc-provider'
import { errors, type InteractionResults } from 'oidc-provider'
import type { Html } from '../console/page.ts'
import { pageHeaders } from '../console/page-headers.ts'
import { isEmail } from './email.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { CredentialErrors } from './pages/credentials-form.ts'
import { problemPage } from './pages/problem-page.ts'
import { signInPage, signUpPage } from './pages/sign-in-page.ts'
import type { LocalUser } from './user-store.ts'

type Env = { Bindings: HttpBindings }

const maxFormBytes = 16 * 1024
const minPasswordLength = 8

/** The pages that `oidc-provider` sends a person to when it needs to know who they are. */
export function signInRoutes(context: IssuerContext, provider: Provider): Hono<Env> {
  const { url: origin, users, otherConsoles = [] } = context
  // A form's answer leads back to the console that began the sign-in, and the policy counts that too.
  const url = [origin, ...otherConsoles].join(' ')
  const app = new Hono<Env>()
  app.use(csrf({ origin }), bodyLimit({ maxSize: maxFormBytes }))

  app.get('/:uid', async (c) => {
    const { uid, prompt, params } = await provider.interactionDetails(c.env.incoming, c.env.outgoing)
    if (prompt.name !== 'login') return resume(c, provider, { consent: {} })
    if (params.screen_hint === 'signup') return c.redirect(`/sign-in/${uid}/new-account`, 303)
    const email = typeof params.login_hint === 'string' ? params.login_hint : ''
    return show(c, url, signInPage({ uid, email, errors: {} }))
  })

  app.post('/:uid', async (c) => {
    const { uid } = await provider.interactionDetails(c.env.incoming, c.env.outgoing)
    const { email, password } = await credentials(c)
    const user = await users.authenticate(email, password)
    if (user) return resume(c, provider, login(context, user))
    return show(c, url, signInPage({ uid, email, errors: { password: 'E-mail or password is wrong.' } }), 422)
  })

  app.get('/:uid/new-account', async (c) => {
    const uid = await knownInteraction(c, provider)
    return show(c, url, signUpPage({ uid, email: '', errors: {} }))
  })

  app.post('/:uid/new-account', async (c) => {
    const uid = await knownInteraction(c, provider)
    const { email, password } = await credentials(c)
    const wrong = signUpErrors(email, password)
    if (wrong) return show(c, url, signUpPage({ uid, email, errors: wrong }), 422)
    const user = await users.signUp(email, password)
    if (user) return resume(c, provider, login(context, user))
    const taken = { email: 'There is an account with this e-mail already. Sign in, or use another address.' }
    return show(c, url, signUpPage({ uid, email, errors: taken }), 409)
  })

  app.onError((error, c) => {
    if (error instanceof errors.SessionNotFound) {
      return show(c, url, problemPage('This sign-in is over or was begun in another browser.'), 400)
    }
    if (error instanceof HTTPException) {
      return show(c, url, problemPage('The form did not come from this page, or was too long.'), 403)
    }
    context.log(`issuer: ${error.message}`)
    return show(c, url, problemPage('The issuer failed. Its terminal says why.'), 500)
  })
  return app
}

async function knownInteraction(c: Context<Env>, provider: Provider): Promise<string> {
  return (await provider.interactionDetails(c.env.incoming, c.env.outgoing)).uid
}

async function credentials(c: Context<Env>): Promise<{ email: string; password: string }> {
  const { email, password } = await c.req.parseBody()
  return {
    email: typeof email === 'string' ? email : '',
    password: typeof password === 'string' ? password : '',
  }
}

function signUpErrors(email: string, password: string): CredentialErrors | undefined {
  const errors = {
    ...(isEmail(email.trim()) ? {} : { email: 'Enter an e-mail address, such as ada@example.com.' }),
    ...([...password].length >= minPasswordLength
      ? {}
      : { password: `Choose a password of at least ${minPasswordLength} characters.` }),
  }
  return Object.keys(errors).length > 0 ? errors : undefined
}

function login({ shape }: IssuerContext, user: LocalUser): InteractionResults {
  return { login: { accountId: shape.subject(user.id), amr: ['pwd'] } }
}

async function resume(c: Context<Env>, provider: Provider, result: InteractionResults): Promise<Response> {
  return c.redirect(await provider.interactionResult(c.env.incoming, c.env.outgoing, result), 303)
}

async function show(c: Context, url: string, page: Html, status: 200 | 400 | 403 | 409 | 422 | 500 = 200) {
  for (const [name, value] of Object.entries(pageHeaders(url))) c.header(name, value)
  return c.html(page, status)
}
