import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { UserError } from '../user-error.ts'
import { errorCode } from './issuer/state-file.ts'

/** Credentials that functions get. */
export interface FunctionCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

/** `--env-file` and `--aws-credentials`: what the user gives functions in addition. */
export interface GivenEnvironment {
  readonly variables: Readonly<Record<string, string>>
  /** Real ones, instead of the run's throw-away key. */
  readonly credentials: FunctionCredentials | undefined
}

/** Where the variables that only `--aws-credentials` hands over stand. */
const credentialNames = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE']
/** What decides where tables are. */
const tableNames = ['AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_DYNAMODB_STREAMS']

/**
 * Reads files in the format of `node --env-file`; a later file wins.
 *
 * @throws {UserError} `ERR_ENV_FILE` when one cannot be read.
 */
export async function readEnvFiles(files: readonly string[]): Promise<Record<string, string>> {
  const texts = await Promise.all(files.map(readEnvFile))
  return Object.assign({}, ...texts.map((text) => parseEnv(text)))
}

async function readEnvFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError(
      'ERR_ENV_FILE',
      `--env-file ${file} cannot be read (${errorCode(cause)}). Expected a file with lines such as NAME=value.`,
      { cause },
    )
  })
}

/** The credentials in the variables of a file, if they are complete. */
export function credentialsIn(variables: Readonly<Record<string, string>>): FunctionCredentials | undefined {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = variables
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, sessionToken } : undefined
}

/**
 * What every function gets in addition to what `serverless.yml` gives it, and wins over that: the given variables, then the
 * run's own, which win over those.
 *
 * @param own of the run: the table's endpoint, the provider.
 * @param key throw-away credentials of the run.
 */
export function joinEnvironment(
  { variables, credentials }: GivenEnvironment,
  own: Readonly<Record<string, string>>,
  key: FunctionCredentials,
): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials ?? key
  const kept = Object.entries(variables).filter(
    ([name]) => ![...credentialNames, ...tableNames].includes(name),
  )
  return {
    ...Object.fromEntries(kept),
    ...own,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken && { AWS_SESSION_TOKEN: sessionToken }),
  }
}

/** A line for each kind of variable in a file that functions do not get from there. */
export function warnOfUnused({ variables, credentials }: GivenEnvironment): string[] {
  const present = (names: readonly string[]) =>
    names.filter((name) => variables[name] !== undefined).join(', ')
  const keys = credentials ? '' : present(credentialNames)
  const tables = present(tableNames)
  return [
    ...(keys
      ? [
          `--env-file: ${keys} not used; functions get throw-away keys. To give them real ones: --aws-credentials`,
        ]
      : []),
    ...(tables ? [`--env-file: ${tables} not used. To use another DynamoDB: --dynamodb URL`] : []),
  ]
}

/** Said loudly at the start. The id of a key is no secret, but need not be in a log as a whole. */
export function announceCredentials(
  { accessKeyId }: FunctionCredentials,
  expires: Date | undefined,
): string[] {
  const id = `${accessKeyId.slice(0, 4)}...${accessKeyId.slice(-4)}`
  return [
    '',
    `WARNING: functions have real AWS credentials (${id}, --aws-credentials). What they call is real, and may cost or delete something.`,
    ...(expires ? [`         They expire at ${expires.toISOString()}; start again then.`] : []),
    '',
  ]
}
