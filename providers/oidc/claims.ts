import { readKind } from '../caller-kind.ts'
import type { AccessPrincipal, Principal } from '../principal.ts'
import type { ReaderInput } from '../principal-parts.ts'
import {
  idPrincipal,
  readBasePrincipal,
  readIssuer,
  readScopes,
  readSoleAudience,
} from '../principal-parts.ts'
import { isStated, readText } from '../read-claim.ts'
import { chooseVendorRules, type VendorRules } from './vendors.ts'

const clientClaims = ['client_id', 'cid', 'azp', 'appid']

/**
 * Reads the claims of any OpenID provider.
 *
 * Where the issuer shows the vendor (Microsoft Entra ID, Keycloak, Google, Firebase, GitLab), that vendor's rules decide; else
 * the header `at+jwt` of RFC 9068, then the claims that standards put into one kind of token alone, then the setting
 * `tokenUse`. A token that shows neither or both is otherwise refused rather than guessed: Clerk's session tokens are neither.
 * A token that shows no user is a client's, and never an id token, whatever its issuer calls it: a CI job's, a service account's.
 * Groups come from `groupsClaim`, by default `groups`; the email only from id tokens.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9068#section-2
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 * @throws {ClaimsError} see {@link ClaimsErrorCode}; the caller must be answered with 401.
 */
export function readOidcClaims(input: ReaderInput): Principal {
  const { claims } = input
  const vendor = chooseVendorRules(readIssuer(input))
  const use = vendor.readTokenUse(input)
  const clientId = clientClaims.map((name) => readText(claims, name)).find((id) => id !== undefined)
  const kind = readKind(claims, clientId, vendor.showsUser(claims, use, clientId))
  return use === 'id' && kind === 'user'
    ? readIdToken(input, vendor)
    : readAccessToken(input, vendor, clientId, kind)
}

function readIdToken(input: ReaderInput, vendor: VendorRules): Principal {
  const clientId = readSoleAudience(input) ?? readText(input.claims, 'azp')
  return idPrincipal(input, readBase(input, vendor, clientId), 'preferred_username')
}

function readAccessToken(
  input: ReaderInput,
  vendor: VendorRules,
  clientId: string | undefined,
  kind: AccessPrincipal['kind'],
): Principal {
  const { claims } = input
  const isClient = kind === 'client'
  return {
    ...readBase(input, vendor, clientId, isClient ? vendor.clientPermissions : undefined),
    tokenUse: 'access',
    kind,
    username: isClient ? undefined : readText(claims, 'preferred_username'),
    scopes: readScopes(input, isStated(claims, 'scope') ? 'scope' : 'scp'),
  }
}

function readBase(
  input: ReaderInput,
  { subject }: VendorRules,
  clientId: string | undefined,
  permissionsClaim?: string,
) {
  return readBasePrincipal(input, {
    provider: 'oidc',
    subject: subject && readText(input.claims, subject),
    clientId,
    groupsClaim: input.groupsClaim ?? 'groups',
    permissionsClaim,
  })
}
