/**
 * What the part of the address after `#` names: `#/r/ID` a request, `#/call?route=POST+/profile&broken=expired` a call to make.
 * It holds no token.
 */
export type Place = { readonly kind: 'request'; readonly id: string } | CallPlace

/** Both are empty where the address does not name them. */
export interface CallPlace {
  readonly kind: 'call'
  readonly routeKey: string
  readonly brokenId: string
}

/** @returns undefined for anything else */
export function readPlace(hash: string): Place | undefined {
  const id = /^#\/r\/([\w=-]+)$/.exec(hash)?.[1]
  if (id) return { kind: 'request', id }
  if (!hash.startsWith('#/call?')) return undefined
  const query = new URLSearchParams(hash.slice('#/call?'.length))
  return { kind: 'call', routeKey: query.get('route') ?? '', brokenId: query.get('broken') ?? '' }
}

/** The page that the address names, of those that there are; `call` for any other address. */
export function readPage(hash: string, names: readonly string[]): string {
  const name = /^#\/([a-z]+)(?:[/?]|$)/.exec(hash)?.[1]
  return name !== undefined && names.includes(name) ? name : 'call'
}

/** The address of a request, for a reload or a colleague at the same run. */
export function requestHash(id: string): string {
  return `#/r/${id}`
}
