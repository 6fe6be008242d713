import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ApiName } from '../case-shape.ts'
import type { Endpoint } from '../send-request.ts'

/** What every target needs to be started. */
export interface StartTargetOptions {
  /** The APIs that the cases need. */
  readonly apis: readonly ApiName[]
  /** Origin of the issuers that the services' authorizers name. */
  readonly issuerOrigin: string
  /** Ends a start that is under way. */
  readonly signal: AbortSignal
  /** For steps that take long, such as an installation. */
  readonly log: (line: string) => void
}

/** A gateway with the services behind it. */
export interface RunningTarget {
  locate(api: ApiName): Endpoint | { readonly notRun: string }
  close(): Promise<void>
}

export interface Target {
  readonly name: string
  /** What it is, with its version, for the tables. */
  readonly describe: string
  /** How many cases may be under way at a time. */
  readonly concurrency: number
  /** @throws {UserError} when it cannot be started, saying why. */
  start(options: StartTargetOptions): Promise<RunningTarget>
}

/** The folder of the services that every target serves, one serverless.yml per API. */
export const serviceDir = fileURLToPath(new URL('../service', import.meta.url))

/** The repository's folder. */
export const projectDir = fileURLToPath(new URL('../..', import.meta.url))

/** The commands of this project's packages, its Node among them. */
export const binDir = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))

/** The `serverless` command of this project, run by the Node that runs this: program and first argument. */
export const serverlessCommand = [process.execPath, join(binDir, 'serverless')] as const
