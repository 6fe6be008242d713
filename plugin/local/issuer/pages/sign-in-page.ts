import { html } from 'hono/html'
import { type Html, page } from '../../web/page.ts'
import { type CredentialErrors, credentialsForm } from './credentials-form.ts'

export interface CredentialsPageOptions {
  readonly uid: string
  readonly email: string
  readonly errors: CredentialErrors
  /** The file whose users may have no password yet: `claimcheck.users.yml`. */
  readonly withoutPassword?: string | undefined
}

/** For users who have an account. */
export function signInPage({ uid, email, errors, withoutPassword }: CredentialsPageOptions): Html {
  const failed = Object.keys(errors).length > 0
  return page({
    title: failed ? 'Could not sign in' : 'Sign in',
    main: html`<main class="narrow">
      <div class="card">
        <div class="card-head">
          <h1>Sign in</h1>
          <p class="lead">With an account of the local issuer. Nothing leaves your computer.</p>
        </div>
        ${credentialsForm({ action: `/sign-in/${uid}`, submit: 'Sign in', email, errors, newPassword: false })}
        <p class="aside"><a href="/sign-in/${uid}/forgotten">Forgot your password?</a></p>
        <p class="aside">No account yet? <a href="/sign-in/${uid}/new-account">Create one</a></p>
        ${withoutPassword ? html`<p class="aside">A user of <code>${withoutPassword}</code> without a password chooses it there, too.</p>` : ''}
      </div>
    </main>`,
  })
}

/** For users who have none. */
export function signUpPage({ uid, email, errors }: CredentialsPageOptions): Html {
  const failed = Object.keys(errors).length > 0
  return page({
    title: failed ? 'Account not created' : 'Create an account',
    main: html`<main class="narrow">
      <div class="card">
        <div class="card-head">
          <h1>Create an account</h1>
          <p class="lead">Any address works: no email is sent, and nothing leaves your computer.</p>
        </div>
        ${credentialsForm({
          action: `/sign-in/${uid}/new-account`,
          submit: 'Create account',
          email,
          errors,
          newPassword: true,
        })}
        <p class="aside">Already have one? <a href="/sign-in/${uid}">Sign in</a></p>
      </div>
    </main>`,
  })
}
