import { isIPv6 } from 'node:net'

/** The parts of the request line's target. */
export interface RequestTarget {
  /** Decoded, as the event's `rawPath` and as routes are matched. */
  readonly path: string
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
 * The path is decoded, and cut at a decoded `?` as AWS does.
 *
 * @returns undefined when the path is not percent-encoded UTF-8; the client gets a 400, which is inferred.
 */
export function parseRequestTarget(target: string): RequestTarget | undefined {
  const [authority = '', host] = /^https?:\/\/([^/?]*)/i.exec(target) ?? []
  const [sentPath = '', ...queryParts] = target.slice(authority.length).split('?')
  const encodedPath = sentPath === '' ? '/' : sentPath
  const path = decodePath(encodedPath)
  if (!path?.startsWith('/')) return undefined
  return { path, encodedPath, rawQuery: queryParts.join('?'), host }
}

/** RFC 3986 section 3.2: a name or an address, and a port; neither empty nor with a user. */
const hostPattern = /^(?:\[(?<address>[\da-f:.]+)\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})+)(?::\d*)?$/i

/** Whether a host may be sent (RFC 9112 section 3.2). */
export function isHost(text: string): boolean {
  const found = hostPattern.exec(text)
  const address = found?.groups?.address
  return found !== null && (address === undefined || isIPv6(address))
}

function decodePath(encodedPath: string): string | undefined {
  try {
    return decodeURIComponent(encodedPath).split('?', 1)[0]
  } catch {
    return undefined
  }
}
