/**
 * `serverless --help | head` closes the pipe before everything is written. The rest is dropped, as by every other program; Node would
 * end with a stack.
 */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners('error').includes(onError)) stream.on('error', onError)
  }
}

function onError(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
