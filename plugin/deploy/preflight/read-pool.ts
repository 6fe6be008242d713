import type { TemplateResource } from '../../service/serverless.ts'
import type { DeployedPool } from './deployment.ts'

type Resources = Readonly<Record<string, TemplateResource>>

/**
 * The scopes of the user pool that the stack creates; undefined if it creates none, or if not all of them are known
 * here. Several pools or clients are
 * combined: a scope that none of them defines is wrong for each.
 */
export function readPool(resources: Resources): DeployedPool | undefined {
  const clients = propertiesOf(resources, 'AWS::Cognito::UserPoolClient')
  const own = propertiesOf(resources, 'AWS::Cognito::UserPoolResourceServer').flatMap(ownScopes)
  const allowed = clients.flatMap(({ AllowedOAuthScopes }) => listOf(AllowedOAuthScopes))
  const isOpen = propertiesOf(resources, 'AWS::Cognito::UserPool').some(addsScopes)
  if (clients.length === 0 || isOpen || ![...own, ...allowed].every(isText)) return undefined
  return {
    knownScopes: [...standardScopes, ...own.filter(isText)],
    allowedScopes: [signInScope, ...allowed.filter(isText)],
  }
}

/** A trigger before the making of tokens may add any scope. */
function addsScopes({ LambdaConfig }: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(LambdaConfig ?? {}).some((name) => name.startsWith('PreTokenGeneration'))
}

/** In every access token of a sign-in without OAuth, by the API of user pools, whatever the client allows. */
const signInScope = 'aws.cognito.signin.user.admin'

/** Cognito developer guide, "Scopes, M2M, and resource servers". */
const standardScopes = ['openid', 'email', 'phone', 'profile', signInScope]

function propertiesOf(resources: Resources, type: string): Readonly<Record<string, unknown>>[] {
  return Object.values(resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties = {} }) => Properties)
}

/** An identifier that is no text makes scopes that are none. */
function ownScopes({ Identifier, Scopes }: Readonly<Record<string, unknown>>): unknown[] {
  return listOf(Scopes).map((scope) => {
    const name = typeof scope === 'object' && scope !== null ? Reflect.get(scope, 'ScopeName') : undefined
    return isText(Identifier) && isText(name) ? `${Identifier}/${name}` : scope
  })
}

function listOf(list: unknown): unknown[] {
  if (list === undefined) return []
  return Array.isArray(list) ? list : [list]
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
