/** As the shell set it; undefined while files are made as usual. */
let usual: number | undefined

/** From now on, what this process writes is for its owner only, until the returned function is called. */
export function restrictNewFiles(): () => void {
  const before = process.umask(0o077)
  usual ??= before
  return () => {
    process.umask(before)
    usual = undefined
  }
}

/**
 * Starts a child with the umask of the shell: what a function writes is not ours to close to others. A child inherits the umask of the
 * moment, and starting one is synchronous.
 */
export function withUsualUmask<T>(start: () => T): T {
  if (usual === undefined) return start()
  const restricted = process.umask(usual)
  try {
    return start()
  } finally {
    process.umask(restricted)
  }
}
