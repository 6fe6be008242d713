import {
  type GatewayIdentity,
  type Principal,
  type PrincipalOptions,
  readPrincipal,
} from '../../providers/index.ts'

/** Principals that one warm function instance keeps. Beyond it the oldest is evicted. */
const maxCached = 200

/**
 * The last characters of a token, from its signature, are the key: hashing the whole token of a kilobyte would take 2
 * microseconds.
 */
const keyLength = 32

interface Entry {
  readonly identity: GatewayIdentity
  readonly principal: Principal
}

/**
 * Reads principals, and caches those read from a token: a caller sends the same token with each request, and reading it is
 * the most expensive part of a warm call.
 *
 * The gateway verifies the token each time. An entry is used only if everything it was read from is the same: the header and
 * all that the gateway passed. Principals are frozen, since requests share them.
 *
 * @returns `readPrincipal` with these options.
 */
export function cachePrincipals(options: PrincipalOptions): (identity: GatewayIdentity) => Principal {
  const cache = new Map<string, Entry>()

  return (identity) => {
    const key = identity.authorization?.slice(-keyLength) ?? ''
    const found = cache.get(key)
    if (found && isSame(found.identity, identity)) return found.principal
    const principal = readPrincipal(identity, options)
    if (principal.claimsSource !== 'token') return principal
    cache.set(key, { identity: copyOf(identity), principal: freeze(principal) })
    if (cache.size > maxCached) evictOldest(cache)
    return principal
  }
}

/** A copy, since the handler may change its event. */
function copyOf(identity: GatewayIdentity): GatewayIdentity {
  const { claims, scopes } = identity
  return { ...identity, claims: { ...claims }, scopes: scopes && [...scopes] }
}

function isSame(one: GatewayIdentity, other: GatewayIdentity): boolean {
  if (one.authorization !== other.authorization) return false
  return hasSame(one.claims, other.claims) && hasSame({ ...one.scopes }, { ...other.scopes })
}

/** Compares members by identity, which is equality for text: the gateway passes nothing else. */
function hasSame(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  let count = 0
  for (const name in other) {
    if (one[name] !== other[name]) return false
    count += 1
  }
  return count === Object.keys(one).length
}

function evictOldest(cache: Map<string, unknown>): void {
  for (const key of cache.keys()) {
    cache.delete(key)
    return
  }
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze)
  return Object.freeze(value)
}
