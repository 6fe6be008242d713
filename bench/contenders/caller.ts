import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'

export type HttpEvent = APIGatewayProxyEventV2WithJWTAuthorizer

/** Who is calling, as far as a function without a principal can say it: four members picked out, and all claims as the gateway hands them over. */
export function callerOf({ requestContext }: Pick<HttpEvent, 'requestContext'>) {
  const { claims } = requestContext.authorizer.jwt
  const { iss, sub, email } = claims
  return { key: `${iss}#${sub}`, issuer: iss, subject: sub, email, claims }
}
