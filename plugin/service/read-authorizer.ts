import { parseIdentitySources } from '../../authorizer/request/identity-sources.ts'
import { resolveText } from './intrinsics/resolve.ts'
import type { ReferenceTargets } from './intrinsics/targets.ts'
import type { DeclaredFunction } from './read-functions.ts'
import type { HttpApiAuthorizer } from './serverless.ts'
import type { LocalAuthorizer, NotServed, RequestAuthorizer, TrustedIssuer } from './service.ts'

export interface ReadAuthorizerOptions {
  readonly trusted: TrustedIssuer
  readonly targets: ReferenceTargets
  /** Of the service: Lambda authorizers are among them. */
  readonly functions: readonly Pick<DeclaredFunction, 'key' | 'name'>[]
}

/** Why an authorizer is not served here, and what to do about it. */
type Obstacle = Pick<NotServed, 'reason' | 'remedy'>

/** The authorizer as the local gateway serves it, or why its route is not served: without it the route would be open. */
export function toLocalAuthorizer(
  routeKey: string,
  authorizer: HttpApiAuthorizer,
  options: ReadAuthorizerOptions,
): LocalAuthorizer | NotServed {
  const read = readAuthorizer(authorizer, options)
  return 'reason' in read ? { name: `route ${routeKey}`, ...read } : read
}

function readAuthorizer(
  authorizer: HttpApiAuthorizer,
  options: ReadAuthorizerOptions,
): LocalAuthorizer | Obstacle {
  const { id, type = 'jwt' } = authorizer
  if (id !== undefined) {
    return {
      reason: 'it names its authorizer by id, so the authorizer is defined outside this service',
      remedy: 'Define it under provider.httpApi.authorizers, at least for the local run.',
    }
  }
  if (type === 'aws_iam') return { kind: 'iam' }
  if (type === 'request') return readRequestAuthorizer(authorizer, options)
  if (type === 'jwt') return readJwtAuthorizer(authorizer, options.trusted)
  return {
    reason: `its authorizer has the type ${type}, and only jwt, request and aws_iam run here`,
    remedy: 'Test the route on AWS, or give it one of these.',
  }
}

function readJwtAuthorizer(
  authorizer: HttpApiAuthorizer,
  trusted: TrustedIssuer,
): LocalAuthorizer | Obstacle {
  const { name = '', identitySource = [] } = authorizer
  const [source, ...others] = [identitySource].flat()
  if (source && others.length === 0) {
    const audience = localAudience(authorizer, trusted)
    return { kind: 'jwt', name, issuer: trusted.issuer, audience, identitySource: source }
  }
  // API Gateway API reference, `Authorizer.identitySource`.
  return {
    reason: `its authorizer ${name} has ${others.length + (source ? 1 : 0)} identity sources, and a JWT authorizer requires exactly one`,
    remedy: 'Set its identitySource to one such as $request.header.Authorization.',
  }
}

/** Those of the trusted issuer, for what the stack makes; a fixed audience beside it (`[!Ref Client, 'https://...']`) stays. */
function localAudience(
  { audience = new Set() }: HttpApiAuthorizer,
  trusted: TrustedIssuer,
): readonly string[] {
  const fixed = [...audience].filter((item) => typeof item === 'string')
  const isOfStack = fixed.length < audience.size
  return isOfStack ? [...new Set([...trusted.audience, ...fixed])] : trusted.audience
}

/** What Serverless leaves out, AWS takes as off; that this holds for the cache too is inferred. */
function readRequestAuthorizer(
  authorizer: HttpApiAuthorizer,
  options: ReadAuthorizerOptions,
): RequestAuthorizer | Obstacle {
  const { name = '', identitySource = [] } = authorizer
  const { enableSimpleResponses = false, payloadVersion = '2.0', resultTtlInSeconds = 0 } = authorizer
  const functionKey = authorizer.functionName ?? functionKeyOf(authorizer, options)
  if (functionKey === undefined) {
    return {
      reason: `the functionArn of its authorizer ${name} names no function of this service`,
      remedy: 'Define the function here and name it with functionName, at least for the local run.',
    }
  }
  const identitySources = [identitySource]
    .flat()
    .map((source) => resolveText(source, options.targets, `identitySource of authorizer ${name}`))
  const read: RequestAuthorizer = {
    kind: 'request',
    name,
    functionKey,
    payloadFormat: payloadVersion === '1.0' ? '1.0' : '2.0',
    simpleResponses: enableSimpleResponses,
    identitySources,
    resultTtlSeconds: resultTtlInSeconds,
  }
  return findContradiction(read) ?? read
}

/**
 * The function of the service that `functionArn` names: by its deployed name, whatever account and region, or by a reference to it, such as
 * `!GetAtt AuthLambdaFunction.Arn`. A version or an alias in it makes no difference.
 */
function functionKeyOf(
  { name = '', functionArn }: HttpApiAuthorizer,
  { functions, targets }: ReadAuthorizerOptions,
): string | undefined {
  const arn = resolveText(functionArn, targets, `functionArn of authorizer ${name}`)
  const found = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:]+)(?::[^:]+)?$/.exec(arn)?.[1]
  return functions.find((each) => each.name === found)?.key
}

/** API Gateway refuses to create these (API reference, `CreateAuthorizer`). */
function findContradiction(authorizer: RequestAuthorizer): Obstacle | undefined {
  const { name, simpleResponses, payloadFormat, resultTtlSeconds, identitySources } = authorizer
  if (simpleResponses && payloadFormat === '1.0') {
    return {
      reason: `its authorizer ${name} has enableSimpleResponses with payloadVersion 1.0`,
      remedy: 'Simple responses require payloadVersion 2.0.',
    }
  }
  if (resultTtlSeconds > 0 && identitySources.length === 0) {
    return {
      reason: `its authorizer ${name} has resultTtlInSeconds without identitySource`,
      remedy: 'Name the sources by whose values its answers are cached.',
    }
  }
  try {
    parseIdentitySources(identitySources)
    return undefined
  } catch (error) {
    const remedy = 'Correct the identitySource.'
    return {
      reason: `its authorizer ${name} is not readable: ${(error as Error).message.replace(/\.$/, '')}`,
      remedy,
    }
  }
}
