/** Tells whether a Lambda runtime is Python: `python3.13`. 3.9 is the oldest that AWS's client runs on here. */
export function isPythonRuntime(runtime: string): boolean {
  const minor = /^python3\.(\d+)$/.exec(runtime)?.[1]
  return minor !== undefined && Number(minor) >= 9
}

/** Tells whether a Lambda runtime runs an executable of the user's own, named `bootstrap`. */
export function isBootstrapRuntime(runtime: string): boolean {
  return /^provided\.al2(023)?$/.test(runtime)
}
