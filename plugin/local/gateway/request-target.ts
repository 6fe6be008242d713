/** The first line's target, taken apart. */
export interface RequestTarget {
  /** Decoded, as the event's `rawPath` and as routes are matched. */
  readonly path: string
  /** As sent. */
  readonly encodedPath: string
  /** As sent, without `?`; empty when there is none. */
  readonly rawQuery: string
}

/**
 * Reads a request target in origin form (`/a%20b?c=d`) or absolute form (`http://host/a`).
 *
 * The path is decoded, and cut at a decoded `?` as AWS does.
 *
 * @returns undefined when the path is not percent-encoded UTF-8; the client gets a 400, which is inferred.
 */
export function parseRequestTarget(target: string): RequestTarget | undefined {
  const origin = target.replace(/^https?:\/\/[^/?]*/i, '')
  const [encodedPath = '', ...queryParts] = origin.split('?')
  const path = decodePath(encodedPath === '' ? '/' : encodedPath)
  if (!path?.startsWith('/')) return undefined
  return { path, encodedPath: encodedPath === '' ? '/' : encodedPath, rawQuery: queryParts.join('?') }
}

function decodePath(encodedPath: string): string | undefined {
  try {
    return decodeURIComponent(encodedPath).split('?', 1)[0]
  } catch {
    return undefined
  }
}
