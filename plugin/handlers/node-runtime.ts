/** What `runtime` of a function without one is: Serverless's own default. */
export const defaultRuntime = 'nodejs24.x'

/** Tells whether a Lambda runtime is Node.js: `nodejs22.x`. */
export function isNodeRuntime(runtime: string): boolean {
  return nodeMajor(runtime) !== undefined
}

/**
 * Tells whether a runtime hands the handler a callback. From nodejs24.x on Lambda refuses to load a handler that declares one.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export function takesCallbacks(runtime: string): boolean {
  return (nodeMajor(runtime) ?? 24) < 24
}

function nodeMajor(runtime: string): number | undefined {
  const major = /^nodejs(\d+)\.x$/.exec(runtime)?.[1]
  return major === undefined ? undefined : Number(major)
}
