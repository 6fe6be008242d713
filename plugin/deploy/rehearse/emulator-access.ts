/** How the SDK reaches the emulator: nothing of it is a secret, and none of it is valid on AWS. */
export interface AwsAccess {
  readonly endpoint: string
  readonly region: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  /** Buckets are named in the path. */
  readonly forcePathStyle: true
}

export function emulatorAccess(endpoint: string, region: string): AwsAccess {
  const credentials = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' }
  return { endpoint, region, credentials, forcePathStyle: true }
}

/**
 * The environment of a command that is to see the emulator and nothing else of AWS: no profile, key or endpoint of the
 * caller's own is handed on.
 */
export function emulatorEnvironment(
  { endpoint, region, credentials }: AwsAccess,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const others = Object.entries(env).filter(([name]) => !name.startsWith('AWS_'))
  return {
    ...Object.fromEntries(others),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    // Milliseconds between two looks of Serverless at the stack. On this machine it is ready long before 5 s are over.
    SLS_AWS_MONITORING_FREQUENCY: '500',
  }
}
