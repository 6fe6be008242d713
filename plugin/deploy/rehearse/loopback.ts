/** Whether that is a server on this machine, named by its address: no name that has to be looked up, nothing elsewhere. */
export function isLoopbackEndpoint(endpoint: string): boolean {
  return /^http:\/\/(127(\.\d+){3}|\[::1\])(:\d+)?\/?$/.test(endpoint)
}
