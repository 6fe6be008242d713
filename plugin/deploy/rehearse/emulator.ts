export interface Emulator {
  /** By address, so that the SDK names buckets in the path and no host name has to be looked up. */
  readonly endpoint: string
  readonly version: string
  close(): Promise<void>
}

/** What MiniStack says of itself at that address; undefined if nothing there is MiniStack. */
export async function askVersion(endpoint: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2000) })
    return ((await response.json()) as { version?: string }).version
  } catch {
    return undefined
  }
}

/** Whether that is a server on this machine, named by its address: no name that has to be looked up, nothing elsewhere. */
export function isLoopbackEndpoint(endpoint: string): boolean {
  return /^http:\/\/(127(\.\d+){3}|\[::1\])(:\d+)?\/?$/.test(endpoint)
}
