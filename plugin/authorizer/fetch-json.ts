export interface FetchJsonOptions {
  /** For the whole exchange, milliseconds. */
  readonly timeoutMs: number
  readonly maxBytes: number
}

/**
 * Gets a JSON document. Redirects are not followed.
 *
 * @throws {Error} saying what was wrong with the answer, or that there was none.
 */
export async function fetchJson(url: URL, { timeoutMs, maxBytes }: FetchJsonOptions): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, { signal, redirect: 'manual', headers: { accept: 'application/json' } })
    if (response.status !== 200) {
      await response.body?.cancel()
      throw new Error(`${url} answered ${response.status}, wanted 200`)
    }
    return parseJson(await readUpTo(response, maxBytes, url), url)
  } catch (error) {
    if (signal.aborted) throw new Error(`${url} did not answer within ${timeoutMs} ms`)
    throw new Error(explain(error, url))
  }
}

async function readUpTo(response: Response, maxBytes: number, url: URL): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new Error(`${url} sent more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string, url: URL): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${url} sent something that is not JSON`)
  }
}

/** `fetch failed` alone helps nobody: the code of its cause says whether nobody listens or the name is unknown. */
function explain(error: unknown, url: URL): string {
  const cause = memberOf(error, 'cause')
  if (cause === undefined) return error instanceof Error ? error.message : String(error)
  return `${url} cannot be reached: ${memberOf(cause, 'code') ?? memberOf(cause, 'message')}`
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
