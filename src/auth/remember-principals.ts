import {
  type GatewayIdentity,
  type Principal,
  type PrincipalOptions,
  readPrincipal,
} from '../../providers/index.ts'

/** The callers that one warm instance is likely to see again. Beyond it the oldest is forgotten. */
const maxRemembered = 200

interface Remembered {
  readonly identity: GatewayIdentity
  readonly principal: Principal
}

/**
 * Reads principals, and remembers those read from a token: a caller sends the same one with each request, and reading it is the
 * dearest part of a warm call.
 *
 * The gateway has verified the token anew each time. What is remembered counts only if all that it was read from is the same: the
 * header and everything that the gateway passed. It is frozen, since requests share it.
 *
 * @returns `readPrincipal` with these options.
 */
export function rememberPrincipals(options: PrincipalOptions): (identity: GatewayIdentity) => Principal {
  const remembered = new Map<string, Remembered>()

  return (identity) => {
    const { authorization = '' } = identity
    const found = remembered.get(authorization)
    if (found && isSame(found.identity, identity)) return found.principal
    const principal = readPrincipal(identity, options)
    if (principal.claimsSource !== 'token') return principal
    remembered.set(authorization, { identity: copyOf(identity), principal: freeze(principal) })
    if (remembered.size > maxRemembered) forgetOldest(remembered)
    return principal
  }
}

/** The event is the handler's, who may change it. */
function copyOf(identity: GatewayIdentity): GatewayIdentity {
  const { claims, scopes } = identity
  return { ...identity, claims: { ...claims }, scopes: scopes && [...scopes] }
}

function isSame(one: GatewayIdentity, other: GatewayIdentity): boolean {
  return hasSame(one.claims, other.claims) && hasSame({ ...one.scopes }, { ...other.scopes })
}

/** Compares members by identity, which is equality for text: all that the gateway passes. */
function hasSame(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(one)
  if (names.length !== Object.keys(other).length) return false
  for (const name of names) if (one[name] !== other[name]) return false
  return true
}

function forgetOldest(remembered: Map<string, unknown>): void {
  for (const authorization of remembered.keys()) {
    remembered.delete(authorization)
    return
  }
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze)
  return Object.freeze(value)
}
