import { askIssuer } from './issuer-client.ts'

/**
 * Has the issuer of the run noted in `stateDir` forget a user, so that no account is left of a test.
 *
 * @param user E-mail.
 * @throws {UserError} `ERR_NOT_RUNNING` or `ERR_NO_ISSUER`.
 */
export async function forgetUser(stateDir: string, user: string): Promise<void> {
  const response = await askIssuer(stateDir, { method: 'DELETE', path: '/user', body: { user } })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`The issuer answered ${response.status} when asked to forget a user.`)
}
