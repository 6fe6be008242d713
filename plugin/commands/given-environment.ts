import { resolve } from 'node:path'
import type { CliOptions } from '../command.ts'
import {
  announceCredentials,
  credentialsIn,
  type FunctionCredentials,
  type GivenEnvironment,
  readEnvFiles,
} from '../local/function-environment.ts'
import { UserError } from '../user-error.ts'
import { invalidOption, readText, readTexts } from './options.ts'

/** Options of `local` that say what functions may reach. */
export const environmentOptions = {
  'env-file': {
    type: 'multiple',
    usage: 'File with variables for the functions, as for node --env-file; may be repeated',
  },
  'aws-credentials': {
    type: 'boolean',
    usage: 'Give functions your real AWS credentials instead of throw-away keys',
  },
  dynamodb: {
    type: 'string',
    usage:
      'URL of a DynamoDB that runs already, such as http://localhost:8000, instead of the embedded table',
  },
} as const

export interface GivenOptions {
  readonly options: CliOptions
  /** That the names of files start from. */
  readonly folder: string
  /** Region, and credentials if they are not the default ones, of a client of the AWS SDK v3. */
  awsConfig(): Promise<object>
}

/**
 * What `--env-file` and `--aws-credentials` give the functions. Credentials are those of a file, else those of `awsConfig`, else those of
 * the shell's variables or the profile.
 *
 * @throws {UserError} `ERR_ENV_FILE`, `ERR_NO_CREDENTIALS`
 */
export async function readGivenEnvironment({
  options,
  folder,
  awsConfig,
}: GivenOptions): Promise<GivenEnvironment> {
  const files = readTexts(options, 'env-file') ?? []
  const variables = await readEnvFiles(files.map((file) => resolve(folder, file)))
  if (options['aws-credentials'] !== true) return { variables, credentials: undefined }
  const found: Found = credentialsIn(variables) ?? (await findCredentials(awsConfig))
  const { expiration, ...credentials } = found
  for (const line of announceCredentials(credentials, expiration)) process.stderr.write(`${line}\n`)
  return { variables, credentials }
}

type Found = FunctionCredentials & { readonly expiration?: Date | undefined }

async function findCredentials(awsConfig: GivenOptions['awsConfig']): Promise<Found> {
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb')
  try {
    const client = new DynamoDBClient(await awsConfig())
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await client.config.credentials()
    return { accessKeyId, secretAccessKey, sessionToken, expiration }
  } catch (cause) {
    throw new UserError(
      'ERR_NO_CREDENTIALS',
      `--aws-credentials: no AWS credentials were found: ${(cause as Error).message.replace(/\.$/, '')}. ` +
        'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with the AWS CLI.',
      { cause },
    )
  }
}

/** `--dynamodb`, without a slash at the end. @throws {UserError} `ERR_OPTION_INVALID` for anything but a URL of a server. */
export function readDynamodbUrl(options: CliOptions): string | undefined {
  const text = readText(options, 'dynamodb')
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.username)
    return url.origin
  throw invalidOption(
    `--dynamodb is "${text}"; expected the URL of a DynamoDB, such as http://localhost:8000.`,
  )
}
