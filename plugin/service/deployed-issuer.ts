import { UserError } from '../user-error.ts'
import type { HttpApiAuthorizer } from './serverless.ts'
import type { TrustedIssuer } from './service.ts'

/**
 * The issuer and audience of a deployed authorizer, where serverless.yml has them as plain text.
 *
 * @throws {UserError} `ERR_AUTHORIZER_UNKNOWN` where only the stack knows them, saying where to find them.
 */
export function readDeployedIssuer({ issuerUrl, audience = new Set() }: HttpApiAuthorizer): TrustedIssuer {
  const audiences = [...audience]
  if (typeof issuerUrl === 'string' && audiences.every((item) => typeof item === 'string')) {
    return { issuer: issuerUrl, audience: audiences }
  }
  throw new UserError(
    'ERR_AUTHORIZER_UNKNOWN',
    'The stack creates the issuer and audience of this authorizer, so they are not in serverless.yml. ' +
      'Find the outputs Issuer and Audience with "serverless info --verbose" and pass them: --issuer URL --audience X. ' +
      'To explain a token of the local run, start it first: npx serverless local',
  )
}
