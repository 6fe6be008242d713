import { UserError } from '../user-error.ts'
import type { TrustedIssuer } from './read-service.ts'
import type { HttpApiAuthorizer } from './serverless.ts'

/**
 * The issuer and audience of a deployed authorizer, where serverless.yml has them as plain text.
 *
 * @throws {UserError} `ERR_AUTHORIZER_UNKNOWN` where only the stack knows them, saying how to ask it.
 */
export function readDeployedTrust({ issuerUrl, audience = new Set() }: HttpApiAuthorizer): TrustedIssuer {
  const audiences = [...audience]
  if (typeof issuerUrl === 'string' && audiences.every((item) => typeof item === 'string')) {
    return { issuer: issuerUrl, audience: audiences }
  }
  throw new UserError(
    'ERR_AUTHORIZER_UNKNOWN',
    'Issuer and audience of this authorizer are made by the stack, so serverless.yml does not tell them. ' +
      'Ask for the outputs Issuer and Audience with "serverless info --verbose", and give them: --issuer URL --audience X. ' +
      'To explain a token of the local run, start it first: npm start',
  )
}
