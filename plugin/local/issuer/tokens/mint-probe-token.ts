import { randomUUID } from 'node:crypto'
import { decodeToken } from '../../../../authorizer/decode-token.ts'
import { mintToken } from '../../../../tokens/mint-token.ts'
import { toIssuerUser } from '../../../../tokens/permissions.ts'
import { openIdScopes } from '../../../../tokens/scope-names.ts'
import type { ProbeToken } from '../../../access/verify/probes.ts'
import type { IssuerContext } from '../issuer-context.ts'

/**
 * A token that holds exactly these scopes, groups and permissions, of a user who exists in this token only, or of the machine client.
 *
 * @returns undefined where the vendor's tokens have no place for one of them, such as groups in a machine token.
 */
export async function mintProbeToken(
  context: IssuerContext,
  wanted: ProbeToken,
): Promise<string | undefined> {
  const { caller, scopes, permissions } = wanted
  // The names are full already.
  const mint = { ...context, profile: { ...context.profile, scopePrefix: '' } }
  const use = caller === 'idToken' ? 'id' : 'access'
  const token = await (caller === 'machineToken'
    ? // Auth0 has its scopes as permissions.
      mintToken(mint, { use, user: undefined, scopes: [...new Set([...scopes, ...permissions])] })
    : mintToken(mint, { use, user: userOf(context, wanted), scopes: [...openIdScopes, ...scopes] }))
  return holds(token, wanted) ? token : undefined
}

function userOf({ now }: IssuerContext, { groups, permissions }: ProbeToken) {
  const id = randomUUID()
  const email = `access-check-${id.slice(0, 8)}@example.com`
  const user = { id, email, groups: [...groups], updatedAt: Math.floor(now() / 1_000) }
  // A user has all of the scopes on offer as permissions: here, those that are meant.
  return toIssuerUser(user, permissions)
}

/** Whether each name is in some claim: as a text of its own, a word of one, or an item of a list. */
function holds(token: string, { scopes, groups, permissions }: ProbeToken): boolean {
  const decoded = decodeToken(token)
  const claims = decoded.kind === 'decoded' ? Object.values(decoded.claims) : []
  const words = claims
    .flat()
    .flatMap((value) => (typeof value === 'string' ? [value, ...value.split(' ')] : []))
  return [...scopes, ...groups, ...permissions].every((name) => words.includes(name))
}
