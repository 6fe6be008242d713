/**
 * What the part of the address after `#` names: `#/r/ID` a request, `#/call?route=POST+/profile&broken=expired` a call to make,
 * `#/compare/ID/ID` two requests.
 * It holds no token.
 */
export type Place = { readonly kind: 'request'; readonly id: string } | ComparePlace | CallPlace

export interface ComparePlace {
  readonly kind: 'compare'
  readonly ids: readonly [one: string, other: string]
}

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
  const [, one, other] = /^#\/compare\/([\w=-]+)\/([\w=-]+)$/.exec(hash) ?? []
  if (one && other) return { kind: 'compare', ids: [one, other] }
  if (!hash.startsWith('#/call?')) return undefined
  const query = new URLSearchParams(hash.slice('#/call?'.length))
  return { kind: 'call', routeKey: query.get('route') ?? '', brokenId: query.get('broken') ?? '' }
}

/** The page that the address names, of those that there are; `call` for any other address. */
export function readPage(hash: string, names: readonly string[]): string {
  const name = /^#\/([a-z]+)(?:[/?]|$)/.exec(hash)?.[1]
  return name !== undefined && names.includes(name) ? name : 'call'
}

/** The address of two requests side by side. */
export function compareHash([one, other]: ComparePlace['ids']): string {
  return `#/compare/${one}/${other}`
}

/** The address of a request, for a reload or a colleague at the same run. */
export function requestHash(id: string): string {
  return `#/r/${id}`
}
