import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'

export type HttpEvent = APIGatewayProxyEventV2WithJWTAuthorizer

/** As much of who is calling as a function without a principal would pick out: the claims as the gateway hands them over. */
export function callerOf({ requestContext }: Pick<HttpEvent, 'requestContext'>) {
  const { iss, sub, email } = requestContext.authorizer.jwt.claims
  return { key: `${iss}#${sub}`, issuer: iss, subject: sub, email }
}
