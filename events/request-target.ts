import { isIPv6 } from 'node:net'

/** The parts of the request line's target. */
export interface RequestTarget {
  /** Decoded twice, as the event's `rawPath`. */
  readonly path: string
  /** Decoded once and cut at a `?`: routes are matched on it. What is encoded in it still is decoded after. */
  readonly routePath: string
  /** As sent. */
  readonly encodedPath: string
  /** As sent, without `?`; empty when there is none. */
  readonly rawQuery: string
  /** With its port; of an absolute form only. It counts instead of the header (RFC 9112 section 3.2.2). */
  readonly host: string | undefined
}

/**
 * Reads a request target in origin form (`/a%20b?c=d`) or absolute form (`http://host/a`).
 *
 * AWS decodes the path twice, reads it as a target again in between, so that `%3F` ends it, and refuses what cannot be decoded
 * the second time: `/a%252Fb` arrives as `/a/b`, `/100%25` not at all. Source: published captures of a live HTTP API.
 *
 * @returns undefined when the path is not percent-encoded UTF-8 both times; the client gets a 400, which is inferred.
 */
export function parseRequestTarget(target: string): RequestTarget | undefined {
  const [authority = '', host] = /^https?:\/\/([^/?]*)/i.exec(target) ?? []
  const [sentPath = '', ...queryParts] = target.slice(authority.length).split('?')
  const encodedPath = sentPath === '' ? '/' : sentPath
  const routePath = decodePath(encodedPath)?.split('?', 1)[0]
  const path = routePath === undefined ? undefined : decodePath(routePath)
  if (!routePath?.startsWith('/') || path === undefined) return undefined
  return { path, routePath, encodedPath, rawQuery: queryParts.join('?'), host }
}

/** RFC 3986 section 3.2: a name or an address, and a port; neither empty nor with a user. */
const hostPattern = /^(?:\[(?<address>[\da-f:.]+)\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})+)(?::\d*)?$/i

/** Whether a host may be sent (RFC 9112 section 3.2). */
export function isHost(text: string): boolean {
  const found = hostPattern.exec(text)
  const address = found?.groups?.address
  return found !== null && (address === undefined || isIPv6(address))
}

/** @returns undefined for a `%` without two hex digits, and for bytes that are not UTF-8. */
export function decodePath(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}
