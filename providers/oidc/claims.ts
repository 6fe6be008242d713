import type { Principal } from '../principal.ts'
import type { ReaderInput } from '../principal-parts.ts'
import {
  readBasePrincipal,
  readIssuer,
  readProfile,
  readScopes,
  readSoleAudience,
} from '../principal-parts.ts'
import { isStated, readText } from '../read-claim.ts'
import { chooseVendorRules, type VendorRules } from './vendors.ts'

const clientClaims = ['client_id', 'cid', 'azp', 'appid']

/**
 * Reads the claims of any OpenID provider.
 *
 * Where the issuer shows the vendor (Microsoft Entra ID, Keycloak, Google), that vendor's rules decide; else the header
 * `at+jwt` of RFC 9068 and then the claims that standards put into one kind of token alone. A token that shows neither
 * or both is refused rather than guessed: Clerk's session tokens are neither, and an id token should be asked for with a
 * `nonce`. Groups come from `groupsClaim`, by default `groups`; the email only from id tokens.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9068#section-2
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 * @throws {ClaimsError} see {@link ClaimsErrorCode}; the caller must be answered with 401.
 */
export function readOidcClaims(input: ReaderInput): Principal {
  const vendor = chooseVendorRules(readIssuer(input))
  return vendor.readTokenUse(input) === 'id' ? readIdToken(input, vendor) : readAccessToken(input, vendor)
}

function readIdToken(input: ReaderInput, vendor: VendorRules): Principal {
  return {
    ...readBase(input, vendor, readSoleAudience(input) ?? readText(input.claims, 'azp')),
    tokenUse: 'id',
    kind: 'user',
    username: readText(input.claims, 'preferred_username'),
    ...readProfile(input),
  }
}

function readAccessToken(input: ReaderInput, vendor: VendorRules): Principal {
  const { claims } = input
  const clientId = clientClaims.map((name) => readText(claims, name)).find((id) => id !== undefined)
  const isClient = vendor.isClient(claims, clientId)
  return {
    ...readBase(input, vendor, clientId, isClient ? vendor.clientPermissions : undefined),
    tokenUse: 'access',
    kind: isClient ? 'client' : 'user',
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
