import type { TemplateResource } from '../../service/serverless.ts'
import type { DeployedPool } from './deployment.ts'

type Resources = Readonly<Record<string, TemplateResource>>

/**
 * The scopes of the user pool that the stack creates; undefined if it creates none. Several pools or clients are
 * combined: a scope that none of them defines is wrong for each.
 */
export function readPool(resources: Resources): DeployedPool | undefined {
  const clients = propertiesOf(resources, 'AWS::Cognito::UserPoolClient')
  if (clients.length === 0) return undefined
  return {
    knownScopes: [
      ...standardScopes,
      ...propertiesOf(resources, 'AWS::Cognito::UserPoolResourceServer').flatMap(ownScopes),
    ],
    allowedScopes: clients.flatMap(({ AllowedOAuthScopes }) => textsOf(AllowedOAuthScopes)),
  }
}

/** Cognito developer guide, "Scopes, M2M, and resource servers". */
const standardScopes = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin']

function propertiesOf(resources: Resources, type: string): Readonly<Record<string, unknown>>[] {
  return Object.values(resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties = {} }) => Properties)
}

function ownScopes({ Identifier, Scopes }: Readonly<Record<string, unknown>>): string[] {
  const scopes = Array.isArray(Scopes) ? Scopes : []
  return scopes.map(({ ScopeName }: { ScopeName?: unknown }) => `${Identifier}/${ScopeName}`)
}

function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []
}
