import { join } from 'node:path'

/**
 * Where the commands that tests start keep compiled code: each of them loads Serverless again, and a third of that is
 * compiling the same files.
 */
export const compileCache = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compiled'),
} as const
