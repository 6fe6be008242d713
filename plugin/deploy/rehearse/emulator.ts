export interface Emulator {
  /** By address, so that the SDK names buckets in the path and no host name has to be looked up. */
  readonly endpoint: string
  readonly version: string
  close(): Promise<void>
}

/** The version of the MiniStack at that address; undefined if there is none. */
export async function askVersion(endpoint: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2000) })
    return ((await response.json()) as { version?: string }).version
  } catch {
    return undefined
  }
}

/** Whether that is a server on this machine by IP address: no name that needs a DNS lookup, nothing elsewhere. */
export function isLoopbackEndpoint(endpoint: string): boolean {
  return /^http:\/\/(127(\.\d+){3}|\[::1\])(:\d+)?\/?$/.test(endpoint)
}
