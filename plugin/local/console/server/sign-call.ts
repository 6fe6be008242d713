import { signRequest } from '../../../../authorizer/iam/sign-request.ts'
import { UserError } from '../../../user-error.ts'
import type { ApiRequest } from './call-api.ts'
import type { ConsoleApi } from './console-api.ts'

/** Whether a request has a signature of AWS's: it holds for some minutes only. */
export function isSigned({ headers }: Pick<ApiRequest, 'headers'>): boolean {
  return headers.some(([name, value]) => name === 'authorization' && value.startsWith('AWS4-HMAC-SHA256 '))
}

/**
 * Signs a request with the key of the run, for routes with `aws_iam`; a signature that it has is replaced.
 *
 * @throws {UserError} `ERR_NO_KEY` where the API is not part of this run.
 */
export async function signCall(
  { apiUrl, now, parts }: Pick<ConsoleApi, 'apiUrl' | 'now' | 'parts'>,
  request: ApiRequest,
): Promise<ApiRequest> {
  const { signing } = (await parts?.()) ?? {}
  if (!signing)
    throw new UserError(
      'ERR_NO_KEY',
      'The API is not part of this run, so there is no key to sign with. Paste a signed authorization header instead.',
    )
  const { method, path: target, body = '' } = request
  const signed = await signRequest(
    { method, host: new URL(apiUrl).host, target, body: Buffer.from(body) },
    { ...signing, service: 'execute-api', nowMs: now() },
  )
  const names = new Set(signed.map(([name]) => name))
  return { ...request, headers: [...request.headers.filter(([name]) => !names.has(name)), ...signed] }
}
