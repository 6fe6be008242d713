import { fileURLToPath } from 'node:url'

/** The folder of the services that every target serves, one serverless.yml an API. */
export const serviceDir = fileURLToPath(new URL('../service', import.meta.url))

/** The repository's folder. */
export const projectDir = fileURLToPath(new URL('../..', import.meta.url))

/** The `serverless` command of this project. */
export const serverlessCommand = fileURLToPath(new URL('../../node_modules/.bin/serverless', import.meta.url))
