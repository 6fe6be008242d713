import { SettingsError } from '../index.ts'
import type { TableAddress } from './dynamodb/send-command.ts'

/** What the profile service reads from its environment. The framework reads its own variables: see `settings()`. */
export interface ProfileSettings {
  /** `PROFILE_TABLE`: the name of the DynamoDB table. */
  readonly tableName: string
  /**
   * `AWS_REGION`, which Lambda sets, and for an emulator `AWS_ENDPOINT_URL_DYNAMODB` or `AWS_ENDPOINT_URL`: the variables
   * that the AWS SDK reads too. Undefined without a region.
   */
  readonly address: TableAddress | undefined
}

/**
 * @param environment An empty variable counts as not set.
 * @throws {SettingsError} `ERR_SETTINGS_INVALID` if PROFILE_TABLE is not set.
 */
export function profileSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ProfileSettings {
  const { PROFILE_TABLE, AWS_REGION: region, AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL } = environment
  if (!PROFILE_TABLE) {
    throw new SettingsError(
      'The environment variable PROFILE_TABLE is not set. Set it to the name of a DynamoDB table ' +
        'under provider.environment in serverless.yml, or where you run the function.',
    )
  }
  const endpoint = AWS_ENDPOINT_URL_DYNAMODB || AWS_ENDPOINT_URL || undefined
  return { tableName: PROFILE_TABLE, address: region ? { region, endpoint } : undefined }
}
