import type { AccessPrincipal, Principal, TokenUse } from '../../providers/index.ts'

/** The callers that are left once `auth` has refused the others. Demanding scopes leaves access tokens only. */
export type PrincipalFor<
  Use extends TokenUse,
  Kind extends Principal['kind'],
  Scopes extends readonly string[] | undefined,
> = OfKind<Scopes extends readonly string[] ? AccessPrincipal : Extract<Principal, { tokenUse: Use }>, Kind>

type OfKind<Caller, Kind> = [Principal['kind']] extends [Kind] ? Caller : Caller & { readonly kind: Kind }
