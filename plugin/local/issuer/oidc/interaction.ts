import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type Provider from 'oidc-provider'
import type { InteractionResults } from 'oidc-provider'
import type { IssuerContext } from '../issuer-context.ts'
import type { LocalUser } from '../users/user-store.ts'

/** Routes that know the request as Node has it, since `oidc-provider` reads its cookies from there. */
export type Env = { Bindings: HttpBindings }

/**
 * The sign-in that this browser is in the middle of.
 *
 * @throws {errors.SessionNotFound} when there is none, or it was started in another browser.
 */
export function currentInteraction(c: Context<Env>, provider: Provider) {
  return provider.interactionDetails(c.env.incoming, c.env.outgoing)
}

/** Continues the sign-in: redirects the browser back into the protocol, which reads the result. */
export async function resume(
  c: Context<Env>,
  provider: Provider,
  result: InteractionResults,
): Promise<Response> {
  return c.redirect(await provider.interactionResult(c.env.incoming, c.env.outgoing, result), 303)
}

/** The result of a sign-in by password. */
export function login({ profile }: IssuerContext, user: LocalUser): InteractionResults {
  return { login: { accountId: profile.subject(user.id), amr: ['pwd'] } }
}
