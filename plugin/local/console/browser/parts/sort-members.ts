const order = ['alg', 'kid', 'typ', 'iss', 'aud', 'client_id', 'exp', 'nbf', 'iat', 'scope', 'scp', 'sub']

/** Those that an authorizer checks first, in its order; then the rest by name. */
export function sortMembers(members: Iterable<readonly [string, unknown]>) {
  return [...members].toSorted(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
}

function rank(name: string): number {
  const place = order.indexOf(name)
  return place < 0 ? order.length : place
}
