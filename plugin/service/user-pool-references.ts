import type { TrustedIssuer } from './read-service.ts'
import type { TemplateResource } from './serverless.ts'

/** What references to a stack's own user pool give here, by name. */
export interface StandIns {
  readonly refs: readonly (readonly [name: string, value: string])[]
  readonly attributes: readonly (readonly [path: string, value: string])[]
}

type Resources = Readonly<Record<string, TemplateResource>>

/**
 * The trusted issuer stands for every user pool of the stack: who reads the pool's id, client or issuer from the environment
 * finds those of the tokens that come in.
 */
export function poolStandIns(resources: Resources, trust: TrustedIssuer): StandIns {
  const idsOf = (type: string) => Object.keys(resources).filter((id) => resources[id]?.Type === type)
  const pools = idsOf('AWS::Cognito::UserPool')
  const clients = idsOf('AWS::Cognito::UserPoolClient')
  const poolId = trust.issuer.split('/').at(-1) ?? ''
  const [clientId = ''] = trust.audience
  return {
    refs: [
      ...pools.filter(() => poolId !== '').map((id) => [id, poolId] as const),
      ...clients.map((id) => [id, clientId] as const),
    ],
    attributes: [
      ...pools.map((id) => [`${id}.ProviderURL`, trust.issuer] as const),
      ...pools.map((id) => [`${id}.ProviderName`, trust.issuer.replace(/^https?:\/\//, '')] as const),
      ...pools.filter(() => poolId !== '').map((id) => [`${id}.UserPoolId`, poolId] as const),
      ...clients.map((id) => [`${id}.ClientId`, clientId] as const),
    ],
  }
}
