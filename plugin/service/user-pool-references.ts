import type { TemplateResource } from './serverless.ts'
import type { TrustedIssuer } from './service.ts'

/** What references to a stack's own user pool give here, by name. */
export interface UserPoolReferences {
  readonly refs: readonly (readonly [name: string, value: string])[]
  readonly attributes: readonly (readonly [path: string, value: string])[]
}

type Resources = Readonly<Record<string, TemplateResource>>

/**
 * The trusted issuer takes the place of every user pool of the stack: a function that reads the pool's id, client or issuer
 * from its environment finds those of the tokens it gets.
 */
export function userPoolReferences(resources: Resources, trusted: TrustedIssuer): UserPoolReferences {
  const idsOf = (type: string) => Object.keys(resources).filter((id) => resources[id]?.Type === type)
  const pools = idsOf('AWS::Cognito::UserPool')
  const clients = idsOf('AWS::Cognito::UserPoolClient')
  const poolId = trusted.issuer.split('/').at(-1) ?? ''
  const [clientId = ''] = trusted.audience
  return {
    refs: [
      ...pools.filter(() => poolId !== '').map((id) => [id, poolId] as const),
      ...clients.map((id) => [id, clientId] as const),
    ],
    attributes: [
      ...pools.map((id) => [`${id}.ProviderURL`, trusted.issuer] as const),
      ...pools.map((id) => [`${id}.ProviderName`, trusted.issuer.replace(/^https?:\/\//, '')] as const),
      ...pools.filter(() => poolId !== '').map((id) => [`${id}.UserPoolId`, poolId] as const),
      ...clients.map((id) => [`${id}.ClientId`, clientId] as const),
    ],
  }
}
