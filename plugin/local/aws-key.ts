import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AwsKey } from '../../authorizer/iam/signed-request.ts'

/** In the state folder: `<access key id>:<secret>`, as `curl --user` takes it. For its owner, and for this run only. */
export const awsKeyFile = 'aws-key'

/** Notes the key that the callers of `aws_iam` routes sign with. */
export async function writeAwsKey(stateDir: string, key: AwsKey): Promise<void> {
  const { accessKeyId, secretAccessKey } = key
  await removeAwsKey(stateDir)
  await writeFile(join(stateDir, awsKeyFile), `${accessKeyId}:${secretAccessKey}\n`, { mode: 0o600 })
}

export function removeAwsKey(stateDir: string): Promise<void> {
  return rm(join(stateDir, awsKeyFile), { force: true })
}
