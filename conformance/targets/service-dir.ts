import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the services that every target serves, one serverless.yml an API. */
export const serviceDir = fileURLToPath(new URL('../service', import.meta.url))

/** The repository's folder. */
export const projectDir = fileURLToPath(new URL('../..', import.meta.url))

/** The commands of this project's packages, its Node among them. */
export const binDir = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))

/** The `serverless` command of this project, run by the Node that runs this: program and first argument. */
export const serverlessCommand = [process.execPath, join(binDir, 'serverless')] as const
