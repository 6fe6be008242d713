import {
  type GatewayIdentity,
  type Principal,
  type PrincipalOptions,
  readPrincipal,
} from '../../providers/index.ts'

/** The callers that one warm instance is likely to see again. Beyond it the oldest is forgotten. */
const maxRemembered = 200

/**
 * By how much of its end a token is looked up: of its signature, which differs with each token. To look it up by its whole
 * text would hash a kilobyte, 2 microseconds.
 */
const keyLength = 32

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
    const key = identity.authorization?.slice(-keyLength) ?? ''
    const found = remembered.get(key)
    if (found && isSame(found.identity, identity)) return found.principal
    const principal = readPrincipal(identity, options)
    if (principal.claimsSource !== 'token') return principal
    remembered.set(key, { identity: copyOf(identity), principal: freeze(principal) })
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
  if (one.authorization !== other.authorization) return false
  return hasSame(one.claims, other.claims) && hasSame({ ...one.scopes }, { ...other.scopes })
}

/** Compares members by identity, which is equality for text: all that the gateway passes. */
function hasSame(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  let count = 0
  for (const name in other) {
    if (one[name] !== other[name]) return false
    count += 1
  }
  return count === Object.keys(one).length
}

function forgetOldest(remembered: Map<string, unknown>): void {
  for (const key of remembered.keys()) {
    remembered.delete(key)
    return
  }
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze)
  return Object.freeze(value)
}
