import { authorize } from '../../authorizer/authorize.ts'
import { parseIdentitySource, type TokenHeaders } from '../../authorizer/identity-source.ts'
import { createKeySource, type KeySource } from '../../authorizer/keys.ts'
import { challenge, type TokenCheck } from '../../authorizer/refusal.ts'
import type { Authorized } from '../../events/authorized.ts'
import { type GatewayResponse, gatewayError } from '../../events/gateway-response.ts'

/** A JWT authorizer of an HTTP API, and what it would look up. `createIssuer` makes one. */
export interface TestAuthorizer {
  /** Compared exactly with `iss`. */
  readonly issuer: string
  readonly audience: readonly string[]
  /** `$request.header.Authorization` or `$request.querystring.<name>`. */
  readonly identitySource: string
  /** The issuer's public keys, which AWS would fetch. */
  readonly jwks: { readonly keys: readonly unknown[] }
  /** The time that the token is checked at, milliseconds since the epoch. @default Date.now */
  readonly now?: (() => number) | undefined
  /** The settings of the function behind it. @default what `process.env` has */
  readonly environment?: Readonly<Record<string, string>> | undefined
}

export type TestDecision =
  | { readonly kind: 'accepted'; readonly authorized: Authorized }
  | { readonly kind: 'refused'; readonly check: TokenCheck; readonly response: GatewayResponse }

/** Of each authorizer, so that its keys are read once. */
const keySources = new WeakMap<TestAuthorizer['jwks'], KeySource>()

function keysOf({ jwks }: TestAuthorizer): KeySource {
  const made = keySources.get(jwks) ?? createKeySource({ fetchKeys: async () => jwks.keys })
  keySources.set(jwks, made)
  return made
}

interface PresentedRequest {
  readonly headers: TokenHeaders
  readonly rawQuery: string
  readonly nowMs: number
}

/** Decides on a request as API Gateway does; nothing is fetched. */
export async function decide(
  authorizer: TestAuthorizer,
  routeScopes: readonly string[],
  { headers, rawQuery, nowMs }: PresentedRequest,
): Promise<TestDecision> {
  const presented = parseIdentitySource(authorizer.identitySource)(headers, rawQuery)
  const context = {
    authorizer: { kind: 'jwt' as const, name: 'test', ...authorizer },
    routeScopes,
    nowMs,
    keys: keysOf(authorizer),
  }
  const decision = typeof presented === 'string' ? await authorize(presented, context) : presented
  if (decision.kind === 'accepted') {
    const { stringClaims, scopes } = decision
    return { kind: 'accepted', authorized: { kind: 'jwt', stringClaims, scopes } }
  }
  const lines = [['www-authenticate', challenge(decision, routeScopes)]] as const
  return { kind: 'refused', check: decision.check, response: gatewayError(decision.status, lines) }
}
